package io.epochline.trainer.data;

/**
 * Data as a job asks for it: the rows, what else is known of each, and which of them are held out.
 */
public record Examples(Dataset data, RowColumns columns, Partition partition) {}
