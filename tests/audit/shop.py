"""A real case with seals and stamps, its package, and an auditor's own folder."""

import shutil
from pathlib import Path

from tests.audit.authorities import authority
from tests.audit.real import PEOPLE, real_case, writing
from tests.audit.writer import Keys
from verify.outside.time_stamps import request_for
from verify.workflow.case_sealing import queue_requests, take_replies
from verify.workflow.export_case import Handed, Handing, export_case


class Shop:
    """A case with seals and stamps, its package, and an auditor's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = Keys(folder / "keys")
        self.north = authority(folder / "north", "north")
        self.foreign = authority(folder / "foreign", "foreign")
        self.real = real_case(folder / "case", self.keys)
        self._stamp()
        self.handed = self._export()
        self.trust = folder / "trust"
        for part in ("roots", "between"):
            (self.trust / part).mkdir(parents=True)
        shutil.copy(self.north.root, self.trust / "roots" / "north.pem")
        shutil.copy(self.north.between, self.trust / "between" / "north.pem")
        (self.trust / "allowed_signers").write_text(self.keys.signers(*PEOPLE))
        manifest = (self.handed.folder / "tagmanifest-sha256.txt").read_bytes()
        token = self.north.answer(request_for(manifest).content)
        (folder / "bag.north.tsr").write_bytes(token)

    def _stamp(self) -> None:
        """A request carried by hand to the authority, and its reply back."""
        (path,) = queue_requests(self.real.case, ["north"])
        replies = self.folder / "replies"
        replies.mkdir()
        reply = self.north.answer(path.read_bytes())
        (replies / f"{path.stem}.tsr").write_bytes(reply)
        taken = take_replies(self.real.case, writing("custodian-1"), replies, [])
        assert taken == 1
        assert not path.exists()

    def _export(self) -> Handed:
        key = self.keys.private("custodian-1")
        return export_case(
            self.real.case, writing("custodian-1"), Handing(self.folder / "bag", key)
        )

    @property
    def noted(self) -> str:
        return f"{self.handed.lines}:{self.handed.head}"
