#!/bin/sh
# Lays build/Tocsin.AppDir from build/frozen/tocsin and, where appimagetool is there, makes dist/Tocsin-VERSION-ARCH.AppImage.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/tocsin/__init__.py)
dir=build/Tocsin.AppDir
id=org.tocsin.Tocsin
rm -rf $dir
install -d $dir/usr/bin $dir/usr/lib
cp -a build/frozen/tocsin $dir/usr/lib/tocsin
ln -s ../lib/tocsin/tocsin $dir/usr/bin/tocsin
packaging/linux/share.sh $dir/usr
ln -s usr/share/applications/$id.desktop $dir/$id.desktop
ln -s usr/share/icons/hicolor/256x256/apps/$id.png $dir/$id.png
ln -s $id.png $dir/.DirIcon
ln -s usr/share/metainfo/$id.metainfo.xml $dir/$id.appdata.xml
cat > $dir/AppRun <<'RUN'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/tocsin/tocsin" "$@"
RUN
chmod 755 $dir/AppRun
if command -v appimagetool >/dev/null; then
    mkdir -p dist
    ARCH=$(uname -m) appimagetool --no-appstream $dir "dist/Tocsin-$version-$(uname -m).AppImage"
else
    echo "$dir is ready; appimagetool, which makes one file of it, is not on this machine."
fi
