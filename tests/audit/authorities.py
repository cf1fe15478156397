"""A real time-stamp authority on this computer, made with openssl alone.

Three levels, as real ones have: a root, a certificate between, and the one that signs
stamps. `certs=` stays unset: OpenSSL 3.0 writes two embedded certificates in an order
that strict readers refuse.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CA = """\
[req]
distinguished_name=dn
prompt=no
[dn]
CN=placeholder
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[inter]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[tsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
TS = """\
[tsa]
default_tsa=t
[t]
serial=./serial
signer_cert=./tsa.pem
signer_key=./tsa.key
signer_digest=sha256
default_policy=1.3.6.1.4.1.99999.1
digests=sha256,sha384,sha512
accuracy=secs:1
ordering=yes
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@dataclass(frozen=True)
class Authority:
    """A running-on-demand authority in a folder of its own."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def between(self) -> Path:
        return self.folder / "inter.pem"

    def answer(self, request: bytes, clock: str = "") -> bytes:
        """The reply to a request; `clock` sets another time, by faketime."""
        (self.folder / "request.tsq").write_bytes(request)
        wrong = another_clock(clock) if clock else ()
        self._run(*wrong, "openssl", "ts", "-reply", "-queryfile", "request.tsq",
                  "-config", "ts.cnf", "-out", "reply.tsr")  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()

    def stamp(self, message: bytes, clock: str = "") -> bytes:
        """A time stamp over a message."""
        (self.folder / "message").write_bytes(message)
        self._run("openssl", "ts", "-query", "-data", "message", "-sha256", "-cert",
                  "-out", "query.tsq")  # fmt: skip
        return self.answer((self.folder / "query.tsq").read_bytes(), clock)

    def _run(self, *command: str) -> None:
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)


def another_clock(when: str) -> tuple[str, str]:
    """The start of a command line that is to believe it is then."""
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed")
    return "faketime", when


def authority(folder: Path, name: str = "Test", days: int = 1095) -> Authority:
    """Make an authority; its stamping certificate is good for `days`."""
    folder.mkdir(parents=True)
    made = Authority(folder)
    (folder / "ca.cnf").write_text(CA)
    (folder / "ts.cnf").write_text(TS)
    (folder / "serial").write_text("01\n")
    config = ("-config", "ca.cnf")
    made._run("openssl", "req", "-x509", *KEY, "-keyout", "root.key", "-out",
              "root.pem", "-days", "7300", "-subj", f"/O={name}/CN={name} Root",
              *config, "-extensions", "root")  # fmt: skip
    for who, above, life in (("inter", "root", 3650), ("tsa", "inter", days)):
        made._run("openssl", "req", *KEY, "-keyout", f"{who}.key", "-out",
                  f"{who}.csr", "-subj", f"/CN={name} {who}", *config)  # fmt: skip
        made._run("openssl", "x509", "-req", "-in", f"{who}.csr", "-CA",
                  f"{above}.pem", "-CAkey", f"{above}.key", "-CAcreateserial",
                  "-out", f"{who}.pem", "-days", str(life), "-extfile", "ca.cnf",
                  "-extensions", who)  # fmt: skip
    return made
