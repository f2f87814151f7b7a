package io.epochline.console.report.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What VectorGraphics2D writes, made the same on every day, smaller, and readable to machines: names of clips in their
 * order instead of random ones, hundredths of a point instead of billionths, fonts to fall back on, a title.
 */
final class SvgText {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\w.#])-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern FONT = Pattern.compile("font-family:&quot;([^&]*)&quot;");
    private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");

    private SvgText() {}

    static String tidy(String svg, String title) {
        Map<String, String> clips = new LinkedHashMap<>();
        String text = CLIP.matcher(svg)
                .replaceAll(
                        found -> clips.computeIfAbsent(found.group(), any -> "clip-" + (char) ('a' + clips.size())));
        // Within tags only: what people read has its own digits.
        text = TAG.matcher(text)
                .replaceAll(tag -> LONG_NUMBER.matcher(tag.group()).replaceAll(SvgText::hundredths));
        text = FONT.matcher(text).replaceAll("font-family:&quot;$1&quot;,&quot;DejaVu Sans&quot;,Verdana,sans-serif");
        return ROOT.matcher(text)
                .replaceFirst(found -> found.group().replace("<svg ", "<svg role=\"img\" ") + "\n  <title>"
                        + escaped(title) + "</title>");
    }

    private static String hundredths(MatchResult found) {
        double rounded = Math.rint(100 * Double.parseDouble(found.group())) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\\", "\\\\")
                .replace("$", "\\$");
    }
}
