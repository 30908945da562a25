"""Templates, words and style sheets are found wherever the program is, and a site's own come first."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from statuspage import defaults

REPOSITORY = Path(__file__).resolve().parent.parent


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with two templates, so that these tests need not know the real ones."""
    package = tmp_path / "installed" / "statuspage"
    write(package / "defaults/templates/base.html", "ours")
    write(package / "defaults/templates/pages/home.html", "ours")
    write(package / "defaults/site_src/words/ko.yaml", "ours")
    monkeypatch.setattr(defaults, "_PACKAGE", package)
    return package / "defaults"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    return root


class TestFolder:
    """The program must find its own files in a working copy and when installed."""

    @pytest.mark.parametrize("name", ["templates", "site_src"])
    def test_a_working_copy_uses_the_folders_of_the_repository(self, name: defaults.Name) -> None:
        """Whoever edits a template wants to see it on the next build, without installing anything."""
        assert REPOSITORY / name == defaults.folder(name)

    def test_the_packaged_folder_comes_first(self, ours: Path) -> None:
        assert ours / "templates" == defaults.folder("templates")

    def test_a_broken_installation_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page without templates must never be built."""
        monkeypatch.setattr(defaults, "_PACKAGE", tmp_path / "lib" / "site-packages" / "statuspage")

        with pytest.raises(FileNotFoundError, match="templates/ that comes with statuspage is missing"):
            defaults.folder("templates")


class TestASitesOwnFiles:
    """An agency changes one template without copying, and then maintaining, all of them."""

    def test_a_site_without_own_templates_uses_ours(self, root: Path, ours: Path) -> None:
        assert (ours / "templates",) == defaults.layers(root, "templates")
        assert ours / "templates/base.html" == defaults.find(root, "templates", "base.html")

    def test_a_sites_own_file_is_used_in_place_of_ours_and_the_rest_stays(
        self, root: Path, ours: Path
    ) -> None:
        own = write(root / "templates/base.html", "own")

        assert (root / "templates", ours / "templates") == defaults.layers(root, "templates")
        assert own == defaults.find(root, "templates", "base.html")
        assert ours / "templates/pages/home.html" == defaults.find(root, "templates", "pages/home.html")

    def test_the_repository_is_not_its_own_override(self) -> None:
        """Our repository is a site too: the same folder twice would be read twice."""
        assert (REPOSITORY / "templates",) == defaults.layers(REPOSITORY, "templates")

    @pytest.mark.usefixtures("ours")
    def test_what_nobody_has_is_not_found(self, root: Path) -> None:
        assert defaults.find(root, "site_src", "words/xx.yaml") is None

    @pytest.mark.usefixtures("ours")
    def test_a_folder_is_not_a_file(self, root: Path) -> None:
        assert defaults.find(root, "templates", "pages") is None

    @pytest.mark.usefixtures("ours")
    @pytest.mark.parametrize("relative", ["../secret.txt", "pages/../../secret.txt", "/etc/passwd"])
    def test_nothing_outside_the_folders_is_found(self, root: Path, relative: str) -> None:
        """A name can come from a file somebody wrote; the page must not publish /etc."""
        write(root / "secret.txt")
        write(root / "templates/pages/own.html")

        assert defaults.find(root, "templates", relative) is None

    @pytest.mark.usefixtures("ours")
    def test_a_link_that_leads_out_is_not_followed(self, root: Path) -> None:
        write(root / "secret.txt")
        (root / "templates").mkdir()
        (root / "templates/secret.txt").symlink_to(root / "secret.txt")

        assert defaults.find(root, "templates", "secret.txt") is None
        assert "secret.txt" not in defaults.files(root, "templates")

    def test_the_list_of_files_has_each_name_once_with_the_sites_own_first(
        self, root: Path, ours: Path
    ) -> None:
        own = write(root / "templates/base.html", "own")
        extra = write(root / "templates/parts/extra.html", "own")
        write(root / "templates/.base.html.swp")
        write(root / "templates/base.html~")

        listed = defaults.files(root, "templates")

        assert {
            "base.html": own,
            "pages/home.html": ours / "templates/pages/home.html",
            "parts/extra.html": extra,
        } == listed
        assert sorted(listed) == list(listed)

    def test_the_list_can_be_narrowed_to_one_folder(self, root: Path, ours: Path) -> None:
        """Which languages are there? Those with a file in words/."""
        own = write(root / "site_src/words/vi.yaml")

        assert {"words/ko.yaml": ours / "site_src/words/ko.yaml", "words/vi.yaml": own} == defaults.files(
            root, "site_src", "words"
        )


@pytest.mark.slow
class TestTheWheel:
    """What people install must be whole: a wheel without templates builds no page."""

    def test_an_installed_wheel_finds_its_own_templates_and_words(self, tmp_path: Path) -> None:
        """Built, installed into an empty environment far from the repository, and asked."""
        wheels = tmp_path / "wheels"
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)],
            cwd=REPOSITORY, check=True, capture_output=True,
        )  # fmt: skip
        (wheel,) = wheels.glob("*.whl")
        home = tmp_path / "home"
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        python = home / "bin" / "python"
        subprocess.run(
            [str(python), "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(wheel)],
            check=True, capture_output=True,
        )  # fmt: skip

        question = """if True:
            import json, pathlib
            from statuspage import defaults
            here = pathlib.Path(".")
            print(json.dumps({
                name: [str(defaults.folder(name)), list(defaults.files(here, name))]
                for name in ("templates", "site_src")
            }))
        """
        answer = subprocess.run(
            [str(python), "-I", "-c", question], cwd=tmp_path, check=True, capture_output=True, text=True
        )

        for name, (folder, files) in json.loads(answer.stdout).items():
            assert f"statuspage/defaults/{name}" == "/".join(Path(folder).parts[-3:])
            assert Path(folder).is_relative_to(home)
            assert list(defaults.files(REPOSITORY, name)) == files
        (typed,) = home.glob("lib/python*/site-packages/statuspage/py.typed")
        assert typed.is_file()
        starters = typed.parent / "starters"
        assert (starters / "github/.github/workflows/publish.yml").is_file()
        assert (starters / "gitlab/.gitlab-ci.yml").is_file()
