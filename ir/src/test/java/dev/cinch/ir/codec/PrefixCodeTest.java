// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixCodeTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 257, 5000})
  void lengthsAreOptimal(int symbols) {
    long[] counts = counts(symbols, 7);
    PriorityQueue<Long> queue = new PriorityQueue<>();
    for (long count : counts) {
      queue.add(count);
    }
    long least = 0;
    while (queue.size() > 1) {
      long merged = queue.remove() + queue.remove();
      least += merged;
      queue.add(merged);
    }
    byte[] lengths = HuffmanLengths.of(counts);
    long bits = 0;
    for (int i = 0; i < symbols; i++) {
      bits += counts[i] * lengths[i];
    }
    assertThat(bits).isEqualTo(least);
  }

  @Test
  void noWordIsTooLongAndTheCodeStaysComplete() {
    long[] fibonacci = new long[60];
    fibonacci[0] = 1;
    fibonacci[1] = 1;
    for (int i = 2; i < 45; i++) {
      fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
    }
    Arrays.fill(fibonacci, 45, 60, 1);
    long sum = 0;
    for (byte length : HuffmanLengths.of(fibonacci)) {
      assertThat(length).isBetween((byte) 1, (byte) HuffmanLengths.MAX_LENGTH);
      sum += 1L << (HuffmanLengths.MAX_LENGTH - length);
    }
    assertThat(sum).isEqualTo(1L << HuffmanLengths.MAX_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 257, 5000, 60_000})
  void wordsAreReadBackThroughTheTable(int symbols) throws Malformed {
    Random random = new Random(symbols);
    int[] tokens = random.ints(0, LengthTable.MAX_TOKENS).distinct().limit(symbols).toArray();
    Arrays.sort(tokens);
    PrefixCode code = new PrefixCode(tokens, HuffmanLengths.of(counts(symbols, 3)));
    RangeEncoder out = new RangeEncoder();
    LengthTable.write(out, code.tokens(), code.lengths());
    for (int token : tokens) {
      code.put(out, token);
    }
    RangeDecoder in = new RangeDecoder(out.toBytes());
    PrefixCode read = LengthTable.read(in, Token.count(64, Token.MAX_KEPT));
    assertThat(read.tokens()).isEqualTo(tokens);
    assertThat(read.lengths()).isEqualTo(code.lengths());
    for (int token : tokens) {
      assertThat(read.next(in)).isEqualTo(token);
    }
    in.finish();
  }

  @Test
  void wordsOfPlainBitsAreReadThroughTheTable() throws Malformed {
    int[] tokens = new int[3000];
    Arrays.setAll(tokens, k -> k);
    PrefixCode code = new PrefixCode(tokens, HuffmanLengths.of(counts(3000, 4)));
    RangeEncoder out = new RangeEncoder();
    for (int token : tokens) {
      code.put(out, token);
    }
    BitReader in = new BitReader(out.toBytes());
    for (int token : tokens) {
      assertThat(code.next(in)).isEqualTo(token);
    }
  }

  @Test
  void wordsOfOneLengthAreNumberedInTheOrderOfTheirTokens() {
    PrefixCode code = new PrefixCode(new int[] {3, 5, 8, 9}, new byte[] {2, 1, 3, 3});
    RangeEncoder out = new RangeEncoder();
    for (int token : new int[] {5, 3, 8, 9}) {
      code.put(out, token);
    }
    assertThat(out.toBytes()).containsExactly(0b01011011, 0b10000000);
  }

  @Test
  void aSmoothTableTakesAboutABitForEachToken() {
    int[] tokens = new int[60];
    byte[] lengths = new byte[60];
    for (int i = 0; i < 60; i++) {
      tokens[i] = i;
      lengths[i] = 6;
    }
    Arrays.fill(lengths, 0, 4, (byte) 5);
    CostCounter out = new CostCounter();
    LengthTable.write(out, tokens, lengths);
    assertThat(out.bits()).isLessThan(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0111000", "0110", "011000000001000000000", "0110111111110001111100"})
  void damagedTablesAreRefused(String bits) {
    RangeEncoder out = new RangeEncoder();
    out.put(Long.parseLong(bits, 2), bits.length());
    byte[] bytes = out.toBytes();
    assertThatThrownBy(() -> LengthTable.read(new RangeDecoder(bytes), 100))
        .isInstanceOf(Malformed.class);
  }

  private static long[] counts(int symbols, long seed) {
    Random random = new Random(seed);
    long[] counts = new long[symbols];
    for (int i = 0; i < symbols; i++) {
      counts[i] = 1 + (long) Math.exp(random.nextDouble() * 8);
    }
    return counts;
  }
}
