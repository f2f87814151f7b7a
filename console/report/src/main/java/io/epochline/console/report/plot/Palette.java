package io.epochline.console.report.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours that colour-blind readers tell apart on white: Okabe and Ito's, the yellow left out and the light ones darkened;
 * for what has an order, the ramp cividis (Nuñez et al., 2018), without its lightest end.
 */
final class Palette {

    static final Color TEXT = new Color(0x1F2933);
    static final Color FAINT = new Color(0x5F6B76);
    static final Color GRID = new Color(0xE3E7EB);
    static final Color FRAME = new Color(0x9AA5B1);

    private static final List<Color> DISTINCT = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xB5508F),
            new Color(0xC58A00),
            new Color(0x2F9BD8),
            new Color(0x4D4D4D));

    private static final List<Color> RAMP = List.of(
            new Color(0x00204D),
            new Color(0x2C3E70),
            new Color(0x575C6D),
            new Color(0x7F7C75),
            new Color(0xA69D75),
            new Color(0xD3C164));

    private Palette() {}

    /** How many there are before they repeat. */
    static int distinct() {
        return DISTINCT.size();
    }

    /** The first for 0, and so on, from the beginning after the last. */
    static Color distinct(int number) {
        return DISTINCT.get(number % DISTINCT.size());
    }

    /** @param share from 0, dark, to 1, light */
    static Color ramp(double share) {
        double place = share * (RAMP.size() - 1);
        int below = Math.min((int) place, RAMP.size() - 2);
        return mixed(RAMP.get(below), RAMP.get(below + 1), place - below);
    }

    private static Color mixed(Color a, Color b, double share) {
        return new Color(
                mixed(a.getRed(), b.getRed(), share),
                mixed(a.getGreen(), b.getGreen(), share),
                mixed(a.getBlue(), b.getBlue(), share));
    }

    private static int mixed(int a, int b, double share) {
        return (int) Math.round(a + share * (b - a));
    }
}
