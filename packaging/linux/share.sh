#!/bin/sh
# Lays what every Linux package has beside the program: share.sh PREFIX fills PREFIX/share.
set -eu
cd "$(dirname "$0")/../.."
share=$1/share
id=org.tocsin.Tocsin
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/tocsin/__init__.py)
released=$(git log -1 --format=%cs 2>/dev/null || date +%F)
homepage=$(sed -n 's/^Homepage = "\(.*\)"/\1/p' pyproject.toml)

install -Dm644 packaging/linux/$id.desktop "$share/applications/$id.desktop"
install -Dm644 packaging/linux/$id.xml "$share/mime/packages/$id.xml"
install -d "$share/metainfo"
sed -e "s|@VERSION@|$version|; s|@DATE@|$released|; s|@HOMEPAGE@|$homepage|" \
    -e "s|@SCREENSHOTS@|$homepage/raw/main/docs/pictures|" \
    packaging/linux/$id.metainfo.xml > "$share/metainfo/$id.metainfo.xml"
for size in 16 22 24 32 48 64 128 256 512; do
    install -Dm644 build/icons/$size.png "$share/icons/hicolor/${size}x$size/apps/$id.png"
done
install -Dm644 build/icons/scalable.svg "$share/icons/hicolor/scalable/apps/$id.svg"
install -d "$share/man/man1"
gzip -9n < docs/tocsin.1 > "$share/man/man1/tocsin.1.gz"
find "$1" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" {} +
