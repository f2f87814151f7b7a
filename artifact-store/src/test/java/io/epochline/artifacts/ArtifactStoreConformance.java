package io.epochline.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.epochline.artifacts.ArtifactException.Kind;
import io.epochline.events.ArtifactRef;
import io.epochline.events.FailureCode;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ArtifactStore} does, whatever lies beneath. */
abstract class ArtifactStoreConformance {

    /** The SHA-256 of {@code hello}, by {@code printf hello | sha256sum}. */
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    ArtifactStore store;

    /** A store of an empty bucket of its own. */
    abstract ArtifactStore newStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ArtifactRef put(String key, String content) {
        return store.put(key, content.getBytes(UTF_8), "text/plain");
    }

    private Optional<ArtifactRef> putIfAbsent(String key, String content) {
        return store.putIfAbsent(key, content.getBytes(UTF_8), "application/json");
    }

    private String get(String key) {
        return new String(store.get(key), UTF_8);
    }

    @Test
    void whatWasPutIsThereUnderItsHash() {
        ArtifactRef ref = put("experiments/e1/report.md", "hello");

        assertThat(ref).isEqualTo(new ArtifactRef(store.bucket(), "experiments/e1/report.md", HELLO_SHA256, 5));
        assertThat(get("experiments/e1/report.md")).isEqualTo("hello");
        assertThat(store.get(ref)).asString(UTF_8).isEqualTo("hello");
        assertThat(store.reference(ref.key())).isEqualTo(ref);
    }

    @Test
    void aSecondPutReplacesTheFirst() {
        put("a", "a longer first content");
        put("a", "second");

        assertThat(get("a")).isEqualTo("second");
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put("empty", "");

        assertThat(store.get("empty")).isEmpty();
        assertThat(store.stat("empty")).get().extracting(ObjectInfo::size).isEqualTo(0L);
        assertThat(putIfAbsent("empty", "not empty")).isEmpty();
    }

    @Test
    void laterChangesToTheCallersBytesDoNotReachTheStore() {
        byte[] content = {1, 2, 3};
        store.put("bytes", content, "application/octet-stream");
        content[0] = 9;
        store.get("bytes")[1] = 9;

        assertThat(store.get("bytes")).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 9 << 20})
    void aFileIsPutAsItIs(int size, @TempDir Path folder) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);

        ArtifactRef ref = store.put("files/" + size, file, "application/octet-stream");

        assertThat(ref.size()).isEqualTo(size);
        assertThat(store.get(ref)).isEqualTo(content);
        Path copy = folder.resolve("copy");
        assertThat(store.copy(ref.key(), copy)).isEqualTo(ref);
        assertThat(copy).hasBinaryContent(content);
    }

    @Test
    void aFileThatIsNotThereIsTheCallersFault(@TempDir Path folder) {
        assertThatThrownBy(() -> store.put("a", folder.resolve("nothing"), "text/plain"))
                .asInstanceOf(type(ArtifactException.class))
                .returns(Kind.INVALID, ArtifactException::kind)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("nothing");
        assertThat(store.stat("a")).isEmpty();
    }

    @Test
    void putIfAbsentWritesOnlyTheFirstTime() {
        assertThat(putIfAbsent("runs/r1/summary.json", "hello")).get().returns(HELLO_SHA256, ArtifactRef::sha256);
        assertThat(putIfAbsent("runs/r1/summary.json", "second")).isEmpty();
        assertThat(putIfAbsent("runs/r1/summary.json", "hello")).isEmpty();
        assertThat(get("runs/r1/summary.json")).isEqualTo("hello");
    }

    @Test
    void putIfAbsentWritesAgainAfterADelete() {
        putIfAbsent("claim", "first");
        store.delete("claim");

        assertThat(putIfAbsent("claim", "second")).isPresent();
        assertThat(get("claim")).isEqualTo("second");
    }

    @Test
    void ofRacingWritersExactlyOneWins() throws Exception {
        int writers = 8;
        CyclicBarrier start = new CyclicBarrier(writers);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int round = 0; round < 5; round++) {
                String key = "race/" + round;
                List<Callable<Optional<ArtifactRef>>> attempts = IntStream.range(0, writers)
                        .mapToObj(writer -> (Callable<Optional<ArtifactRef>>) () -> {
                            start.await();
                            return putIfAbsent(key, "writer " + writer);
                        })
                        .toList();

                List<ArtifactRef> won = threads.invokeAll(attempts).stream()
                        .map(Future::resultNow)
                        .flatMap(Optional::stream)
                        .toList();

                assertThat(won).hasSize(1);
                assertThat(store.get(won.getFirst())).asString(UTF_8).startsWith("writer ");
            }
        }
    }

    @Test
    void aLargeObjectIsPutIfAbsentInOnePiece() {
        byte[] large = new byte[12 << 20];
        new Random(1).nextBytes(large);

        assertThat(store.putIfAbsent("large", large, "application/octet-stream"))
                .isPresent();
        assertThat(store.putIfAbsent("large", new byte[12 << 20], "application/octet-stream"))
                .isEmpty();
        assertThat(store.get("large")).isEqualTo(large);
    }

    @Test
    void aReaderNeverSeesHalfAnObject() throws Exception {
        byte[] zeros = new byte[300_000];
        byte[] ones = new byte[300_000];
        Arrays.fill(ones, (byte) 1);
        store.put("whole", zeros, "application/octet-stream");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    store.put("whole", i % 2 == 0 ? ones : zeros, "application/octet-stream");
                }
            });
            while (!writer.isDone()) {
                assertThat(store.get("whole")).isIn(zeros, ones);
            }
            writer.get();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(store.stat("nothing")).isEmpty();
        for (Callable<?> read : List.<Callable<?>>of(() -> store.get("no/thing"), () -> store.open("no/thing"))) {
            assertThatThrownBy(read::call)
                    .asInstanceOf(type(ArtifactException.class))
                    .returns(Kind.NOT_FOUND, ArtifactException::kind)
                    .returns(FailureCode.NOT_FOUND, e -> e.failure().code())
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("'no/thing'", store.bucket());
        }
        store.delete("nothing");
    }

    @Test
    void aFolderIsNoObject() {
        put("folder/object", "x");

        assertThat(store.stat("folder")).isEmpty();
        assertThatThrownBy(() -> store.get("folder"))
                .asInstanceOf(type(ArtifactException.class))
                .returns(Kind.NOT_FOUND, ArtifactException::kind);
        store.delete("folder");
        assertThat(get("folder/object")).isEqualTo("x");
    }

    @Test
    void getIsBoundedAndOpenIsNot() throws Exception {
        put("five", "hello");

        assertThat(store.get("five", 5)).hasSize(5);
        assertThatThrownBy(() -> store.get("five", 4))
                .asInstanceOf(type(ArtifactException.class))
                .returns(Kind.INVALID, ArtifactException::kind)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("larger than the 4 bytes");
        try (InputStream in = store.open("five")) {
            assertThat(in.read()).isEqualTo('h');
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("ello");
        }
    }

    @Test
    void anObjectThatIsNotWhatWasReferredToIsRefused() {
        ArtifactRef ref = put("a", "hello");
        put("a", "jello");

        assertThatThrownBy(() -> store.get(ref)).hasMessageContaining("expected sha256 " + HELLO_SHA256);
        ArtifactRef elsewhere = new ArtifactRef("elsewhere", "a", HELLO_SHA256, 5);
        assertThatThrownBy(() -> store.get(elsewhere)).hasMessageContaining("not in this store's bucket");
    }

    @Test
    void listsWhatBeginsWithAPrefixInTheOrderOfKeys() {
        put("runs/r10/b", "12");
        put("runs/r1/c/d", "1");
        put("runs/r1/a", "");
        put("runs.txt", "1");
        put("other", "1");

        assertThat(keys("")).containsExactly("other", "runs.txt", "runs/r1/a", "runs/r1/c/d", "runs/r10/b");
        assertThat(keys("runs/")).containsExactly("runs/r1/a", "runs/r1/c/d", "runs/r10/b");
        assertThat(keys("runs/r1")).containsExactly("runs/r1/a", "runs/r1/c/d", "runs/r10/b");
        assertThat(keys("runs/r1/")).containsExactly("runs/r1/a", "runs/r1/c/d");
        assertThat(keys("runs/none/")).isEmpty();
        ObjectInfo info = store.list("runs/r10/").getFirst();
        assertThat(info.size()).isEqualTo(2);
        assertThat(Duration.between(info.lastModified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(2));
        assertThat(store.stat("runs/r10/b")).get().returns(2L, ObjectInfo::size).returns(info.etag(), ObjectInfo::etag);
        put("runs/r10/b", "other");
        assertThat(store.stat("runs/r10/b").orElseThrow().etag()).isNotEqualTo(info.etag());
    }

    private List<String> keys(String prefix) {
        return store.list(prefix).stream().map(ObjectInfo::key).toList();
    }

    @Test
    void tellsTheFoldersOfAFolder() {
        put("runs/r10/summary.json", "x");
        put("runs/r1/segments/000001.npz", "x");
        put("runs/r 2+é/a/b/c", "x");
        put("runs/notes.txt", "x");
        put("runs-of-others/r3/a", "x");
        put("top", "x");

        assertThat(store.folders("")).containsExactly("runs", "runs-of-others");
        assertThat(store.folders("runs/")).containsExactly("r 2+é", "r1", "r10");
        assertThat(store.folders("runs/r1/segments/")).isEmpty();
        assertThat(store.folders("none/")).isEmpty();
        assertThatThrownBy(() -> store.folders("runs")).hasMessageContaining("names no folder");
        assertThatThrownBy(() -> store.folders("../")).isInstanceOf(ArtifactException.class);
    }

    @Test
    void listsMoreThanOnePage() throws Exception {
        List<Callable<ArtifactRef>> puts = IntStream.range(0, 1100)
                .mapToObj(i -> (Callable<ArtifactRef>) () -> put("many/%04d/x".formatted(i), "x"))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(puts)).map(Future::resultNow).hasSize(1100);
        }

        assertThat(keys("many/"))
                .hasSize(1100)
                .isSorted()
                .startsWith("many/0000/x")
                .endsWith("many/1099/x");
        assertThat(store.folders("many/"))
                .hasSize(1100)
                .isSorted()
                .startsWith("0000")
                .endsWith("1099");
    }

    @Test
    void aListingIsNotDisturbedByWritersAndDeleters() throws Exception {
        put("busy/stays", "x");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    put("busy/" + i % 7 + "/deep/goes", "x");
                    store.delete("busy/" + i % 7 + "/deep/goes");
                }
            });
            while (!writer.isDone()) {
                assertThat(keys("busy/")).contains("busy/stays");
            }
            writer.get();
        }
        assertThat(keys("busy/")).containsExactly("busy/stays");
    }

    @Test
    void deletedObjectsAreGone() {
        put("a/b/c", "x");
        put("a/d", "x");
        store.delete("a/b/c");
        store.delete("a/b/c");

        assertThat(store.stat("a/b/c")).isEmpty();
        assertThat(keys("")).containsExactly("a/d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b+c&d=e", "ä/λ/🎈", "100%/%2e%2e", "a;b:c@d,e$f!g'h(i)j*k", "~/.hidden/...", "con?x#y"})
    void keysMayHoldWhatUrlsMayNot(String key) {
        put(key, key);

        assertThat(get(key)).isEqualTo(key);
        assertThat(keys("")).containsExactly(key);
        assertThat(store.stat(key)).isPresent();
        store.delete(key);
        assertThat(keys("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "a/./b", "a\\b", "a\nb", "a\0b", "\ud800"
            })
    void keysCannotLeaveTheStore(String key) {
        List<Callable<?>> operations = List.of(
                () -> put(key, "x"),
                () -> putIfAbsent(key, "x"),
                () -> store.get(key),
                () -> store.open(key),
                () -> store.stat(key),
                () -> {
                    store.delete(key);
                    return null;
                });
        for (Callable<?> operation : operations) {
            assertThatThrownBy(operation::call)
                    .asInstanceOf(type(ArtifactException.class))
                    .returns(Kind.INVALID, ArtifactException::kind)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("An object key is a path such as");
        }
        assertThat(store.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "../", "a//", "a/../"})
    void neitherCanPrefixes(String prefix) {
        assertThatThrownBy(() -> store.list(prefix)).isInstanceOf(ArtifactException.class);
    }

    @Test
    void keysAreNotLongerThanS3Takes() {
        String longest = "abcdefg/".repeat(127) + "abcdefgh";
        assertThat(longest).hasSize(1024);
        put(longest, "x");

        assertThat(get(longest)).isEqualTo("x");
        assertThatThrownBy(() -> put(longest + "x", "x")).hasMessageContaining("longer than 1024 bytes");
    }

    /** Sparse, so that it costs the disk nothing on its way. */
    static Path zeros(Path file, long size) throws Exception {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }
}
