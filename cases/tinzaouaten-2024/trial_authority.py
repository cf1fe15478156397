"""A time-stamp authority on this computer, for trials: openssl behind a local address.

Its certificates say in their names that it is a local trial authority and proves
nothing, so that every page which names the authority of a stamp says so too. Three
levels, as real ones have: a root, a certificate between, and the one that signs.
"""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

ORGANISATION = "LOCAL TRIAL AUTHORITY, PROVES NOTHING"
CERTIFICATES = """\
[req]
distinguished_name=dn
prompt=no
utf8=yes
[dn]
CN=placeholder
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[between]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[stamps]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
REPLIES = """\
[tsa]
default_tsa=trial
[trial]
serial=./serial
signer_cert=./stamps.pem
signer_key=./stamps.key
signer_digest=sha256
default_policy=1.3.6.1.4.1.99999.1
digests=sha256,sha384,sha512
accuracy=secs:1
ordering=yes
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
"""
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class TrialAuthority:
    """Made in a folder of its own; answers at `address` while it is open."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name, self.busy = folder, name, threading.Lock()
        folder.mkdir(parents=True)
        (folder / "certificates.cnf").write_text(CERTIFICATES, "utf-8")
        (folder / "replies.cnf").write_text(REPLIES, "utf-8")
        (folder / "serial").write_text("01\n", "utf-8")
        self._openssl("req", "-x509", *NEW_KEY, "-keyout", "root.key", "-out",
                      "root.pem", "-days", "7300", *self._called("root"),
                      "-extensions", "root")  # fmt: skip
        self._certify("between", above="root", days=3650)
        self._certify("stamps", above="between", days=1095)

    def __enter__(self) -> Self:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        """NAME=URL, as `--authority` takes it."""
        return f"{self.name}=http://127.0.0.1:{self.server.server_port}/"

    def reply(self, request: bytes) -> bytes:
        """The reply to a request, as DER."""
        with self.busy:
            (self.folder / "request.tsq").write_bytes(request)
            self._openssl("ts", "-reply", "-queryfile", "request.tsq", "-config",
                          "replies.cnf", "-out", "reply.tsr")  # fmt: skip
            return (self.folder / "reply.tsr").read_bytes()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        reply = self.reply

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                content = reply(self.rfile.read(size))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Nothing: standard output is the script's."""

        return Handler

    def _certify(self, who: str, *, above: str, days: int) -> None:
        self._openssl("req", *NEW_KEY, "-keyout", f"{who}.key", "-out",
                      f"{who}.csr", *self._called(who))  # fmt: skip
        self._openssl("x509", "-req", "-in", f"{who}.csr", "-CA", f"{above}.pem",
                      "-CAkey", f"{above}.key", "-CAcreateserial", "-out",
                      f"{who}.pem", "-days", str(days), "-extfile",
                      "certificates.cnf", "-extensions", who)  # fmt: skip

    def _called(self, who: str) -> tuple[str, ...]:
        subject = f"/O={ORGANISATION}/CN={self.name} {who}"
        return ("-subj", subject, "-config", "certificates.cnf")

    def _openssl(self, *words: str) -> None:
        subprocess.run(
            ["openssl", *words], cwd=self.folder, check=True, capture_output=True
        )
