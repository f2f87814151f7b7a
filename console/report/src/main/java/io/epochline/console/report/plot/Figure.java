package io.epochline.console.report.plot;

import java.util.List;

/**
 * Panels in rows, as one picture.
 *
 * @param columns how many panels stand side by side
 * @param legend which colour is which run; empty where there is but one
 */
record Figure(String title, int columns, List<Panel> panels, List<Panel.Entry> legend) {}
