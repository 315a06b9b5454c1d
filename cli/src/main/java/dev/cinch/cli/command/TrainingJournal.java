// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cli.file.Tree;
import dev.cinch.cli.report.Learned;
import dev.cinch.ir.Result;
import dev.cinch.passes.learn.Resumable;
import dev.cinch.passes.learn.StateFile;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.recipe.Journal;
import dev.cinch.passes.recipe.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows how the stages of a recipe train, and keeps their states in a folder beside the output, so
 * that work that was interrupted can be taken up again.
 */
final class TrainingJournal implements Journal, AutoCloseable {

  /** Between the ends of epochs; steps since the last state are done again, to the same result. */
  private static final long KEPT_EVERY = TimeUnit.SECONDS.toNanos(15);

  private final Console console;
  private final Path folder;
  private final String key;
  private final boolean isResumed;
  private final List<Learned> stages = new ArrayList<>();
  private boolean isDone;
  private final Thread onExit = new Thread(this::remind);

  /**
   * A journal.
   *
   * @param folder of the states; made when the first is kept
   * @param key everything that decides the result
   * @param isResumed whether states that are there are taken up
   */
  TrainingJournal(Console console, Path folder, String key, boolean isResumed) {
    this.console = console;
    this.folder = folder;
    this.key = key;
    this.isResumed = isResumed;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** What was learned, by stage. */
  List<Learned> stages() {
    return stages;
  }

  private void remind() {
    if (!isDone && Files.isDirectory(folder)) {
      console.note("interrupted: the same command with --resume goes on from here");
    }
  }

  @Override
  public TrainingLog of(int index, Stage stage) {
    Learned learned = new Learned(stage.name(), new ArrayList<>());
    stages.add(learned);
    return new Log(stage, learned, folder.resolve("stage-" + index + ".state"));
  }

  /** The work is done: removes the states. */
  void finish() {
    isDone = true;
    Tree.deleteQuietly(folder);
  }

  @Override
  public void close() {
    isDone = true;
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // The machine is going down, and the hook with it.
    }
  }

  /** One stage. */
  private final class Log implements TrainingLog {
    private final Stage stage;
    private final Learned learned;
    private final Path file;
    private @Nullable Progress progress;
    private long kept = System.nanoTime();
    private boolean isEpochDone;

    Log(Stage stage, Learned learned, Path file) {
      this.stage = stage;
      this.learned = learned;
      this.file = file;
    }

    @Override
    public void step(long done, long total) {
      if (progress == null) {
        progress = console.progress(stage.name(), total);
      }
      progress.to(done);
    }

    @Override
    public void epoch(Epoch epoch) {
      learned.epochs().add(epoch);
      isEpochDone = true;
      console.detail(
          String.format(
              Locale.ROOT,
              "%s, epoch %d: loss %.4f, held-out top-1 %.2f %%%s",
              stage.name(),
              epoch.number(),
              epoch.loss(),
              epoch.top1(),
              epoch.constraints().isEmpty() ? "" : ", " + epoch.constraints()));
    }

    @Override
    public void keep(Resumable training, boolean isEnd) {
      if (!isEnd && !isEpochDone && System.nanoTime() - kept < KEPT_EVERY) {
        return;
      }
      isEpochDone = false;
      if (isEnd && progress != null) {
        progress.close();
      }
      try {
        Files.createDirectories(folder);
        StateFile.write(file, key, training);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      kept = System.nanoTime();
    }

    @Override
    public boolean resume(Resumable training) {
      if (!isResumed || !Files.isRegularFile(file)) {
        return false;
      }
      try {
        return switch (StateFile.read(file, key, training)) {
          case Result.Ok<Boolean> _ -> true;
          case Result.Failed<Boolean>(var problems) ->
              throw new Refusal(Exit.INPUT_WRONG, problems);
        };
      } catch (IOException e) {
        throw Refusal.of("resume", file.toString(), "cannot be read: " + e.getMessage(), "");
      }
    }
  }
}
