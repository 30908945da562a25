"""What the commands say, in Korean and in English."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "checked": (
        "서비스 {services}개, 시스템 {systems}개, 장애 기록 {incidents}건을 읽었습니다. 고칠 곳이 없습니다.",
        "Read {services} services, {systems} systems, {incidents} incidents. Nothing to fix.",
    ),
    "counted": (
        "오류 {errors}개, 살펴볼 곳 {warnings}개.",
        "{errors} errors, {warnings} warnings.",
    ),
    "built": (
        "{out}: 파일 {files}개(새로 {written}, 없앰 {removed}, 그대로 {kept}), {seconds}초.",
        "{out}: {files} files ({written} new, {removed} removed, {kept} kept) in {seconds} s.",
    ),
    "unchanged": (
        "{out}: 바뀐 것이 없습니다. 파일 {files}개, {seconds}초.",
        "{out}: nothing has changed. {files} files, {seconds} s.",
    ),
    "next-change": (
        "시간이 지나 화면이 저절로 바뀌는 다음 시각: {moment}",
        "The next moment at which the pages change by themselves: {moment}",
    ),
    "look": (
        "브라우저로 여세요: {page}",
        "Open it in a browser: {page}",
    ),
    "doubtful": (
        "읽지 못한 곳이 있어 그 부분은 '확인 중'으로 내보냈습니다. 위의 오류를 고쳐 주세요.",
        "Some files could not be read; what they are about is shown as being checked. "
        "Please fix the errors above.",
    ),
    "refused": (
        "내보내지 않았습니다. 지금 보이는 화면은 그대로입니다.",
        "Nothing was published. The live site is untouched.",
    ),
    "serving": (
        "{address} 에서 보고 있습니다. 파일을 고치면 화면이 바뀝니다. 멈추려면 Ctrl+C.",
        "Serving at {address}. The page follows your edits. Stop with Ctrl+C.",
    ),
    "rebuilt": (
        "{time} 다시 만들었습니다({seconds}초).",
        "{time} rebuilt ({seconds} s).",
    ),
    "port-taken": (
        "{port}번 포트를 쓸 수 없습니다({detail}). --port로 다른 번호를 적어 주세요.",
        "Port {port} cannot be used ({detail}). Choose another with --port.",
    ),
    "not-local": (
        "주의: {host}에서는 다른 컴퓨터도 이 미리보기를 볼 수 있습니다.",
        "Careful: at {host} other computers can see this preview, too.",
    ),
    "bad-moment": (
        '"{typed}": 시각은 2023-11-17T14:00+09:00처럼 적어 주세요.',
        '"{typed}": write a moment like 2023-11-17T14:00+09:00.',
    ),
    "no-root": (
        "{root}에 status 폴더가 없습니다. --root로 status 폴더가 든 폴더를 알려 주세요.",
        "There is no status folder in {root}. Name the folder that holds it with --root.",
    ),
    "bug": (
        "프로그램의 잘못입니다. 파일은 잘못이 없습니다: {detail}",
        "This is a fault of the program, not of your files: {detail}",
    ),
    # Why nothing was published.
    "site-unusable": (
        "status/site.yaml을 쓸 수 없어 아무것도 만들 수 없습니다.",
        "status/site.yaml cannot be used, so nothing can be built.",
    ),
    "words-unusable": (
        "정해진 말 파일 site_src/words/{language}.yaml이 없거나 쓸 수 없습니다. 위에 적은 곳을 고치거나, "
        "en.yaml을 본떠 만들어 주세요.",
        "The words file site_src/words/{language}.yaml is missing or cannot be used. Mend what is listed "
        "above, or make one after en.yaml.",
    ),
    "two-outputs": (
        "두 가지 출력이 같은 자리 {path}에 쓰려고 합니다. 프로그램의 잘못입니다.",
        "Two outputs claim {path}. This is a fault of the program.",
    ),
    "template": (
        "{place}: 이 틀로 {path}을(를) 만들 수 없습니다: {detail}",
        "{place}: this template cannot make {path}: {detail}",
    ),
    "inspection-not-parsed": (
        "{path}: 만든 화면이 온전하지 않습니다({detail}). 틀을 살펴봐 주세요. (비슷한 것 {more}개 더)",
        "{path}: the page is not whole ({detail}). Look at its template. ({more} more like this)",
    ),
    "inspection-foreign": (
        "{path}: 화면에 있어서는 안 되는 것이 있습니다({detail}). 틀을 살펴봐 주세요. "
        "(비슷한 것 {more}개 더)",
        "{path}: something foreign is on the page ({detail}). Look at its template. ({more} more like this)",
    ),
    "inspection-inline": (
        "{path}: 요소 안에 스크립트나 모양을 적을 수 없습니다({detail}). 틀을 살펴봐 주세요. "
        "(비슷한 것 {more}개 더)",
        "{path}: no script or style inside an element ({detail}). Look at its template. ({more} more)",
    ),
    "inspection-outside": (
        "{path}: 다른 서버의 것을 불러옵니다({detail}). 파일로 담아 주세요. (비슷한 것 {more}개 더)",
        "{path}: loads something from another host ({detail}). Bring it along as a file. ({more} more)",
    ),
    "inspection-dead-link": (
        "{path}: 없는 화면 {detail}(으)로 이어집니다. (비슷한 것 {more}개 더)",
        "{path}: leads to {detail}, which does not exist. ({more} more like this)",
    ),
    "inspection-too-heavy": (
        "{path}: 파일이 너무 큽니다({detail}바이트). (비슷한 것 {more}개 더)",
        "{path}: the file is too large ({detail} bytes). ({more} more like this)",
    ),
    "folder-locked": (
        "{path}: 다른 작업이 내보내는 중이며 끝나지 않습니다. 잠시 뒤 다시 해 주세요.",
        "{path}: somebody else is publishing and does not finish. Try again in a moment.",
    ),
    "folder-not-ours": (
        "{path}: 이 프로그램이 만든 것이 아닌 폴더가 있습니다. 옮기거나 --out으로 다른 곳을 정해 주세요.",
        "{path}: this folder was not made by this program. Move it, or choose another place with --out.",
    ),
    "folder-in-the-way": (
        "{path}: 폴더가 있어야 할 자리에 링크나 파일이 있습니다. 옮겨 주세요.",
        "{path}: a link or a file stands where a folder should be. Move it away.",
    ),
    "folder-changed-meanwhile": (
        "{path}: 만드는 동안 다른 손이 바꿨습니다. 다시 해 주세요.",
        "{path}: another hand changed it meanwhile. Run it again.",
    ),
    "folder-disk-full": (
        "{path}: 디스크가 가득 찼습니다. 자리를 비운 뒤 다시 해 주세요.",
        "{path}: the disk is full. Make room and run it again.",
    ),
    "folder-read-only": (
        "{path}: 읽기 전용이라 쓸 수 없습니다. --out으로 다른 곳을 정해 주세요.",
        "{path}: is read-only. Choose another place with --out.",
    ),
    "folder-no-permission": (
        "{path}: 쓸 권한이 없습니다. 권한을 얻거나 --out으로 다른 곳을 정해 주세요.",
        "{path}: no permission to write. Get it, or choose another place with --out.",
    ),
    "folder-disk-error": (
        "{path}: 디스크 오류입니다({error}).",
        "{path}: the disk reports an error ({error}).",
    ),
}
"""Code → what is said in Korean and in English."""


def say(code: str, language: str, **values: object) -> str:
    """One message in a language (`ko`, else English)."""
    pattern = MESSAGES[code][0 if language == "ko" else 1]
    found = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return pattern.format_map(_Gaps(found))


class _Gaps(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"
