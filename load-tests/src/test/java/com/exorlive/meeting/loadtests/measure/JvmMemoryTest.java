package com.exorlive.meeting.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmMemoryTest {
    @Test
    void theLastLineOfTheHistogramIsTheHeap() {
        var said =
                """
                 num     #instances         #bytes  class name (module)
                   1:         22023       20637664  [J (java.base@25)
                Total        585268       53162136
                """;

        assertThat(JvmMemory.total(said)).contains(53_162_136.0);
        assertThat(JvmMemory.total("no such process")).isEmpty();
    }

    @Test
    void mappingsOfTheHeapAreNotOutsideOfIt() {
        var heap =
                JvmMemory.heapRange(
                        "garbage-first heap   total reserved 6172672K, committed 192512K, used"
                                + " 51957K [0x0000000687400000, 0x0000000800000000)");
        var maps =
                """
                687400000-692c00000 rw-p 00000000 00:00 0
                Size:             188416 kB
                Rss:              100000 kB
                800000000-800800000 rw-p 00000000 00:00 0
                Rss:                  30 kB
                7f0000000000-7f0000100000 r-xp 00000000 fe:00 1234   /lib/x86_64-linux-gnu/libc.so.6
                Rss:                  12 kB
                """;

        assertThat(heap).isPresent();
        assertThat(JvmMemory.residentOutside(maps, heap.get())).isEqualTo(42 * 1024);
    }

    @Test
    void aProcessOfOurOwnCanBeLookedAt() throws Exception {
        var look = new JvmMemory(ProcessHandle.current().pid()).liveHeap();

        assertThat(look).isPresent();
        assertThat(look.get()).isGreaterThan(1_000_000);
    }
}
