/**
 * Where examples come from: a simulator of spectral reconstruction, NPZ archives and CSV tables, from files or the
 * object store, behind the one interface {@link io.epochline.trainer.data.Dataset}.
 */
package io.epochline.trainer.data;
