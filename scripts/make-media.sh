#!/bin/sh
# Makes the media of the demo and the tests (media/). The results are committed, so nobody needs ffmpeg to run either;
# run this again only to change them:  scripts/make-media.sh   (ffmpeg with libx264, libvpx-vp9, libopus; about a minute)
#
# Everything is drawn and synthesised here, so no licence but ours applies. Small on purpose: 4 MB together at most.
# Keyframes come every second, so that a seek lands where it was asked to; the two ladders (HLS, DASH) have two
# renditions each, so that a player has a quality to change.
set -eu
cd "$(dirname "$0")/.."
out=media
font=${FONT:-/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf}
bold=${FONT_BOLD:-/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf}
fps=15
# Same input, same bytes: no encoder names, no dates.
run='ffmpeg -hide_banner -loglevel error -y'
exact='-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1'
x264="-c:v libx264 -profile:v baseline -level 3.0 -pix_fmt yuv420p -preset veryslow -r $fps -g $fps -keyint_min $fps -sc_threshold 0"

mkdir -p "$out"
rm -rf "$out"/*.mp4 "$out"/*.webm "$out"/*.m4a "$out/hls" "$out/dash"

# picture SECONDS COLOUR COLOUR TITLE: a slow gradient, the title, a big running clock, and a bar that fills.
# The quarters are written out, since milestones fall there.
picture() {
  quarter() { # NAME INDEX
    echo "drawtext=fontfile=$font:text='$1':fontsize=15:fontcolor=white@0.75:x=(w-tw)/2:y=208:enable='gte(t,$2*$seconds/4)*lt(t,($2+1)*$seconds/4)'"
  }
  seconds=$1
  echo "gradients=s=480x270:r=$fps:d=$seconds:c0=$2:c1=$3:x0=0:y0=0:x1=479:y1=269:speed=0.00001:seed=7,format=yuv420p[sky];\
color=c=white@0.16:s=480x6:r=$fps:d=$seconds,format=yuva420p[rail];\
color=c=white@0.9:s=480x6:r=$fps:d=$seconds,format=yuva420p[bar];\
[sky][rail]overlay=0:264[a];[a][bar]overlay=x='-480+480*t/$seconds':y=264:eval=frame[b];\
[b]drawtext=fontfile=$bold:text='$4':fontsize=26:fontcolor=white:x=(w-tw)/2:y=52,\
drawtext=fontfile=$bold:text='%{eif\:floor(t/60)\:d\:2}\:%{eif\:mod(floor(t)\,60)\:d\:2}.%{eif\:floor(mod(t*10\,10)+0.001)\:d}':fontsize=72:fontcolor=white:x=(w-304)/2:y=110,\
$(quarter 'first quarter' 0),$(quarter 'second quarter' 1),$(quarter 'third quarter' 2),$(quarter 'last quarter' 3)[v]"
}

# sound SECONDS ROOT: a quiet chord that swells, rather than the usual test tone.
sound() {
  echo "aevalsrc=exprs='(0.10*sin(2*PI*$2*t)+0.07*sin(2*PI*$2*1.25*t)+0.06*sin(2*PI*$2*1.5*t))*(0.55+0.45*sin(2*PI*t/4))':n=960:s=48000:d=$1"
}

# progressive NAME SECONDS CRF COLOUR COLOUR TITLE ROOT
progressive() {
  $run -filter_complex "$(picture "$2" "$4" "$5" "$6");$(sound "$2" "$7")[s]" -map '[v]' -map '[s]' -t "$2" \
    $exact $x264 -crf "$3" -c:a aac -ac 1 -b:a 32k -movflags +faststart "$out/$1"
}

progressive lecture.mp4 60 23 0x14213d 0x2a6f97 'Sample lecture' 220
progressive eight.mp4 8 24 0x3c1642 0x086375 'Eight seconds' 247
progressive six.mp4 6 24 0x5f2c0f 0xb5651d 'Six seconds' 196

# What Kaltura's playManifest would cut from eight.mp4 for seekFrom=2, clipTo=4.
$run -ss 2 -t 2 -i "$out/eight.mp4" $exact $x264 -crf 24 -c:a aac -ac 1 -b:a 32k -movflags +faststart "$out/short.mp4"

$run -filter_complex "$(sound 8 165)[s]" -map '[s]' -t 8 $exact -c:a aac -ac 1 -b:a 40k -movflags +faststart "$out/talk.m4a"

$run -filter_complex "$(picture 20 0x1b4332 0x40916c 'Sample lecture');$(sound 20 196)[s]" -map '[v]' -map '[s]' -t 20 \
  $exact -c:v libvpx-vp9 -b:v 0 -crf 36 -g $fps -row-mt 1 -cpu-used 2 -c:a libopus -ac 1 -b:a 24k "$out/lecture.webm"

# One encode for both ladders, so that they differ in the package alone.
twenty="$(picture 20 0x2b2d42 0x6d597a 'Sample lecture');$(sound 20 233)[s]"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$run -filter_complex "$twenty;[v]split[h][l0];[l0]scale=320:180[l];[s]asplit[s1][s2]" \
  -map '[h]' -map '[s1]' -t 20 $exact $x264 -crf 26 -c:a aac -ac 1 -b:a 32k "$work/high.mp4" \
  -map '[l]' -map '[s2]' -t 20 $exact $x264 -crf 29 -c:a aac -ac 1 -b:a 32k "$work/low.mp4"

for rendition in low high; do
  mkdir -p "$out/hls/$rendition"
  $run -i "$work/$rendition.mp4" $exact -c copy -f hls -hls_time 2 -hls_list_size 0 -hls_playlist_type vod \
    -hls_flags independent_segments -hls_segment_filename "$out/hls/$rendition/%d.ts" "$out/hls/$rendition/index.m3u8"
done
cat > "$out/hls/master.m3u8" <<'END'
#EXTM3U
#EXT-X-VERSION:6
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=130000,RESOLUTION=320x180,FRAME-RATE=15.000,CODECS="avc1.42c01e,mp4a.40.2"
low/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=190000,RESOLUTION=480x270,FRAME-RATE=15.000,CODECS="avc1.42c01e,mp4a.40.2"
high/index.m3u8
END

mkdir -p "$out/dash"
$run -i "$work/low.mp4" -i "$work/high.mp4" -map 0:v -map 1:v -map 0:a $exact -c copy -f dash -seg_duration 2 \
  -use_template 1 -use_timeline 0 -adaptation_sets 'id=0,streams=v id=1,streams=a' \
  -init_seg_name 'init-$RepresentationID$.m4s' -media_seg_name '$RepresentationID$-$Number$.m4s' "$out/dash/manifest.mpd"

total=$(du -sb "$out" | cut -f1)
echo "media/: $total bytes"
[ "$total" -le 4194304 ] || { echo 'more than 4 MB' >&2; exit 1; }
