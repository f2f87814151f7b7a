/**
 * Where examples come from, which are held out, and which come together in a batch.
 *
 * <p>{@link io.epochline.trainer.data.Datasets} opens a source (NPZ, CSV, Parquet, images, a simulator) as
 * {@link io.epochline.trainer.data.Examples}: a {@link io.epochline.trainer.data.Dataset}, whose rows are mapped from files
 * rather than held in memory, and a {@link io.epochline.trainer.data.Partition} of them. A
 * {@link io.epochline.trainer.data.BatchSampler} puts the training part in order for each epoch. See
 * docs/decisions/0026-data-is-mapped-batches-are-orders.md.
 */
package io.epochline.trainer.data;
