// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A web server on this machine, which can be made to misbehave. */
final class LocalServer implements AutoCloseable {

  /** How the body of an answer is sent. */
  enum Manner {
    /** With its length announced. */
    WELL,
    /** Without a length, and whole. */
    CHUNKED,
    /** Without a length, and only the first half. */
    HALF,
    /** With its length announced, but the connection ends after the first half. */
    CUT,
    /** The first half, and then nothing more. */
    SILENT,
    /** A redirection to another place. */
    MOVED
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Manner manner = Manner.WELL;

  /** Starts one; skips the test where this machine does not reach itself. */
  LocalServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    try {
      new Socket(server.getAddress().getAddress(), server.getAddress().getPort()).close();
    } catch (SocketException e) {
      server.stop(0);
      Assumptions.abort(
          "this machine does not even reach itself over the network: " + e.getMessage());
    }
  }

  void put(String name, byte[] content) {
    files.put("/data/" + name, content);
  }

  void behave(Manner wanted) {
    manner = wanted;
  }

  /** How often something was asked for. */
  int requests() {
    return requests.get();
  }

  /** The address below which the files lie. */
  URI address() {
    return URI.create("http://localhost:%d/data".formatted(server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = files.get(exchange.getRequestURI().getPath());
    if (body == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      send(exchange, body);
    }
    exchange.close();
  }

  private void send(HttpExchange exchange, byte[] body) throws IOException {
    byte[] half = Arrays.copyOf(body, body.length / 2);
    OutputStream out = exchange.getResponseBody();
    switch (manner) {
      case WELL -> {
        exchange.sendResponseHeaders(200, body.length);
        out.write(body);
      }
      case CHUNKED -> {
        exchange.sendResponseHeaders(200, 0);
        out.write(body);
      }
      case HALF -> {
        exchange.sendResponseHeaders(200, 0);
        out.write(half);
      }
      case CUT -> {
        exchange.sendResponseHeaders(200, body.length);
        out.write(half);
      }
      case SILENT -> {
        exchange.sendResponseHeaders(200, body.length);
        out.write(half);
        out.flush();
        await();
      }
      case MOVED -> {
        exchange.getResponseHeaders().add("Location", "https://elsewhere.example/");
        exchange.sendResponseHeaders(301, -1);
      }
    }
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
