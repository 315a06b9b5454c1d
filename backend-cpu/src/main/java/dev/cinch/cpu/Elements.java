// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Block;
import java.util.List;

/**
 * A chain of element-wise operators: block by block all of them, so that what is between them stays
 * in a cache and takes no buffer. Blocks are the same for any number of threads.
 */
final class Elements implements Step {

  /** Numbers of a part: so many that it takes longer than to hand it over. */
  private static final int PART = 16 * Block.SIZE;

  /** An operand of one of the operators. */
  sealed interface Operand {
    /**
     * Fetches a block.
     *
     * @param block to which it is given
     * @param index which operand it is
     * @param from index of the block's first number in the result
     * @param count how many
     * @param own room of the worker
     */
    void fetch(Block block, int index, int from, int count, float[] own);
  }

  /** A tensor of the result's shape. */
  record Whole(float[] at) implements Operand {
    @Override
    public void fetch(Block block, int index, int from, int count, float[] own) {
      block.operand(index, at, from);
    }
  }

  /** One number, as often as a block has numbers. */
  record Repeated(float[] at) implements Operand {
    @Override
    public void fetch(Block block, int index, int from, int count, float[] own) {
      block.operand(index, at, 0);
    }
  }

  /** What an operator before has computed. */
  record Kept(int register) implements Operand {
    @Override
    public void fetch(Block block, int index, int from, int count, float[] own) {
      block.operand(index, own, register * Block.SIZE);
    }
  }

  /** A tensor that is broadcast, or whose numbers are truth values. */
  record Copied(Buffer buffer, Spread spread, int register) implements Operand {
    @Override
    public void fetch(Block block, int index, int from, int count, float[] own) {
      int to = register * Block.SIZE;
      switch (buffer) {
        case Floats floats -> spread.copy(floats.at, from, count, own, to);
        case Ints ints -> spread.copy(ints.at, from, count, own, to);
        case Longs _, Doubles _ -> throw new IllegalStateException("no element of a chain");
      }
      block.operand(index, own, to);
    }
  }

  /**
   * An operator of the chain.
   *
   * @param register where its results are kept; -1 for those of the chain
   */
  record Stage(Block.Function function, List<Operand> in, int register) {}

  private final Stage[] stages;
  private final Buffer out;
  private final int size;
  private final int part;

  /** Numbers of a block; a whole part where nothing has to be kept. */
  private final int block;

  /** Where results are kept that become integers. */
  private final int truths;

  private final Scratch scratch;
  private final Block[] blocks;
  private final Team.Task task = this::part;

  /**
   * A chain.
   *
   * @param stages its operators, each after those that it reads
   * @param registers how many places for blocks they use; one more is taken
   * @param out place of the result
   * @param setup what the steps of the program have in common
   */
  Elements(List<Stage> stages, int registers, Slot out, Setup setup) {
    this.stages = stages.toArray(Stage[]::new);
    this.out = out.buffer();
    this.size = out.size();
    int parts = Math.max(1, size / PART);
    this.part = Math.ceilDiv(Math.ceilDiv(size, parts), Block.SIZE) * Block.SIZE;
    boolean direct =
        stages.size() == 1
            && this.out instanceof Floats
            && stages.getFirst().in().stream().allMatch(Whole.class::isInstance);
    this.block = direct ? part : Block.SIZE;
    this.scratch = setup.scratch();
    this.blocks = new Block[setup.team().size()];
    for (int worker = 0; worker < blocks.length; worker++) {
      blocks[worker] = new Block();
    }
    this.truths = registers * Block.SIZE;
    scratch.needOwn((registers + 1) * Block.SIZE);
    scratch.needOwnReals(Block.ROOM);
  }

  @Override
  public void run(Team team) {
    if (size > 0) {
      team.each(Math.ceilDiv(size, part), task);
    }
  }

  private void part(int index, int worker) {
    float[] own = scratch.own(worker);
    double[] room = scratch.ownReals(worker);
    Block numbers = blocks[worker];
    int end = (int) Math.min(size, (index + 1L) * part);
    for (int from = index * part; from < end; from += block) {
      int count = Math.min(block, end - from);
      for (Stage stage : stages) {
        for (int i = 0; i < stage.in().size(); i++) {
          stage.in().get(i).fetch(numbers, i, from, count, own);
        }
        if (stage.register() >= 0) {
          numbers.result(own, stage.register() * Block.SIZE, count, room);
        } else if (out instanceof Floats floats) {
          numbers.result(floats.at, from, count, room);
        } else {
          numbers.result(own, truths, count, room);
        }
        stage.function().run(numbers);
      }
      if (out instanceof Ints ints) {
        for (int i = 0; i < count; i++) {
          ints.at[from + i] = (int) own[truths + i];
        }
      }
    }
  }
}
