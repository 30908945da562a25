"""Reads `edit` of `site.yaml`: where the files of the site are written in a browser."""

from __future__ import annotations

from ..model import Repository
from ..source import Table
from .fields import Fields
from .targets import BRANCH

HOSTS = ("github", "gitlab", "gitea")


def repository(fields: Fields) -> Repository | None:
    """The repository staff write in; None, and a problem where something was written, if it is not usable."""
    node = fields.node("edit")
    if node is None:
        return None
    findings = fields.findings
    if not isinstance(node, Table):
        findings.expected_fields(node, "edit")
        return None
    group = Fields(node, findings, "edit")
    before = findings.errors
    found = [(host, url.rstrip("/")) for host in HOSTS if (url := group.url(host))]
    branch = group.text("branch") or "main"
    group.done()
    if findings.errors > before:
        return None
    if len(found) != 1:
        findings.error("edit_unclear", fields.name_at("edit"), "edit")
        return None
    if not BRANCH.fullmatch(branch):
        findings.error("does_not_fit", group.at("branch"), branch, field="branch", example="main")
        return None
    return Repository(*found[0], branch)
