#!/bin/sh
# Makes dist/tocsin_VERSION-1_ARCH.deb from build/frozen/tocsin.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/tocsin/__init__.py)
arch=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH
root=build/deb
rm -rf $root
install -d $root/DEBIAN $root/usr/bin $root/usr/lib
cp -a build/frozen/tocsin $root/usr/lib/tocsin
# apt keeps it up to date: it does not look for new versions by itself.
sed -i 's/"installer"/"managed"/' $root/usr/lib/tocsin/_internal/tocsin/resources/package.json
ln -s ../lib/tocsin/tocsin $root/usr/bin/tocsin
packaging/linux/share.sh $root/usr
install -Dm644 packaging/linux/lintian-overrides $root/usr/share/lintian/overrides/tocsin
doc=$root/usr/share/doc/tocsin
install -Dm644 packaging/linux/copyright $doc/copyright
gzip -9n < CHANGELOG.md > $doc/changelog.gz
printf 'tocsin (%s-1) stable; urgency=low\n\n  * See changelog.gz.\n\n -- %s  %s\n' "$version" \
    "$(sed -n 's/^Maintainer: //p' packaging/linux/control)" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" |
    gzip -9n > $doc/changelog.Debian.gz
find $root/usr -type d -exec chmod 755 {} +
find $root/usr -type f -exec chmod 644 {} +
chmod 755 $root/usr/lib/tocsin/tocsin
find $root -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
sed -e "s|@VERSION@|$version-1|; s|@ARCH@|$arch|" -e "s|@SIZE@|$(du -sk $root/usr | cut -f1)|" \
    packaging/linux/control > $root/DEBIAN/control
(cd $root && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) > $root/DEBIAN/md5sums
chmod 644 $root/DEBIAN/*
mkdir -p dist
dpkg-deb --root-owner-group -Z"${COMPRESSION:-xz}" -z9 --build $root "dist/tocsin_$version-1_$arch.deb" >/dev/null
ls -l "dist/tocsin_$version-1_$arch.deb"
