package io.epochline.console.report.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.epochline.console.report.ReportException;
import io.epochline.console.report.signal.RunSignals;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of runs. Drawn in memory; no screen is needed, but a font is. */
public final class Pictures {

    /** What a picture can be written as. */
    public enum Format {
        PNG,
        SVG
    }

    /** Pixels of a point, so that text stays sharp where a picture is shown at its size or somewhat above. */
    private static final double PIXELS = 1.5;

    private Pictures() {}

    /**
     * The picture of runs that a recipe describes.
     *
     * @param runs at least one, with names that differ
     * @throws ReportException when a signal that must be there is not, or when none is left to show
     */
    public static byte[] draw(Recipe recipe, List<RunSignals> runs, Format format) {
        FigurePainter painter = new FigurePainter(FigureBuilder.build(recipe, runs));
        try {
            return format == Format.PNG ? png(painter) : svg(painter);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static byte[] png(FigurePainter painter) throws IOException {
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(PIXELS * painter.width()),
                (int) Math.ceil(PIXELS * painter.height()),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(PIXELS, PIXELS);
        painter.paint(g);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] svg(FigurePainter painter) throws IOException {
        VectorGraphics2D g = new VectorGraphics2D();
        painter.paint(g);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(g.getCommands(), new PageSize(0, 0, painter.width(), painter.height()))
                .writeTo(out);
        String text = SvgText.tidy(out.toString(StandardCharsets.UTF_8), painter.title());
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
