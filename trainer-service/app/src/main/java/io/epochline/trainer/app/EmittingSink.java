package io.epochline.trainer.app;

import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.trainer.EventSink;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Puts events on their topics, and waits for the broker: what is done next may rely on the event being there. */
@ApplicationScoped
class EmittingSink implements EventSink {

    private final MutinyEmitter<Event> runs;
    private final MutinyEmitter<Event> epochs;

    EmittingSink(@Channel("runs") MutinyEmitter<Event> runs, @Channel("epochs") MutinyEmitter<Event> epochs) {
        this.runs = runs;
        this.epochs = epochs;
    }

    @Override
    public void emit(Event event) {
        OutgoingKafkaRecordMetadata<String> key = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.key())
                .build();
        MutinyEmitter<Event> channel = event.topic() == Topic.EPOCHS ? epochs : runs;
        channel.sendMessageAndAwait(Message.of(event).addMetadata(key));
    }
}
