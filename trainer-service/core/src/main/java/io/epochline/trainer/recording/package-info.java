/**
 * What runs keep beside their traces where a job asks for it ({@link io.epochline.events.spec.Recorded}): rows gathered in
 * memory ({@link io.epochline.trainer.recording.Columns}), put into the store in parts, and made whole on disk at the end
 * ({@link io.epochline.trainer.recording.RecordedParts}).
 */
package io.epochline.trainer.recording;
