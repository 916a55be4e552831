package bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** Speaks the bench's line protocol: a request of one JSON line in, an answer of one line that begins with an at sign out. */
public final class Lanes {
    private Lanes() {}

    public static void serve(Contender engine) throws Exception {
        say("{\"ready\":true,\"name\":\"" + engine.name() + ", Java " + Runtime.version().feature() + "\"}");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                say(run(engine, text(line, "code"), Integer.parseInt(number(line, "lanes")), Double.parseDouble(number(line, "seconds"))));
            } catch (Exception e) {
                e.printStackTrace();
                say("{\"error\":\"" + String.valueOf(e).replaceAll("[\"\\\\\\n]", " ") + "\"}");
            }
        }
        engine.close();
    }

    private static String run(Contender engine, String process, int lanes, double seconds) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        long began = System.nanoTime();
        long until = began + (long) (seconds * 1e9);
        List<Callable<Map<String, List<Long>>>> work = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) work.add(() -> lane(engine, process, until));
        Map<String, List<Long>> all = new TreeMap<>();
        for (Future<Map<String, List<Long>>> done : pool.invokeAll(work)) done.get().forEach((kind, times) -> all.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(times));
        double ms = (System.nanoTime() - began) / 1e6;
        pool.shutdown();
        return answer(all, ms);
    }

    private static Map<String, List<Long>> lane(Contender engine, String process, long until) throws Exception {
        Map<String, List<Long>> times = new TreeMap<>();
        while (System.nanoTime() < until) instance(engine, process, times);
        return times;
    }

    /** From its start to its end. */
    private static void instance(Contender engine, String process, Map<String, List<Long>> times) throws Exception {
        String instance = timed(times, "start", () -> engine.start(process));
        for (int at = 0; ; at++) {
            int step = at;
            String task = engine.task(instance);
            if (task != null) {
                timed(times, "complete", () -> { engine.complete(task, step); return null; });
                continue;
            }
            String timer = engine.dueTimer(instance);
            if (timer == null) return;
            timed(times, "fire", () -> { engine.fire(timer); return null; });
        }
    }

    private static <T> T timed(Map<String, List<Long>> times, String kind, Callable<T> work) throws Exception {
        long from = System.nanoTime();
        T result = work.call();
        times.computeIfAbsent(kind, k -> new ArrayList<>()).add(System.nanoTime() - from);
        return result;
    }

    private static String answer(Map<String, List<Long>> all, double ms) {
        int steps = all.values().stream().mapToInt(List::size).sum();
        StringBuilder kinds = new StringBuilder();
        all.forEach((kind, list) -> {
            long[] sorted = list.stream().mapToLong(Long::longValue).sorted().toArray();
            kinds.append(kinds.isEmpty() ? "" : ",").append(String.format("\"%s\":{\"count\":%d,\"p50\":%.3f,\"p99\":%.3f}", kind, sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.99)));
        });
        return String.format("{\"steps\":%d,\"ms\":%.3f,\"perSecond\":%.3f,\"kinds\":{%s}}", steps, ms, steps / ms * 1000, kinds);
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    private static void say(String json) {
        System.out.println("@" + json);
        System.out.flush();
    }

    private static String text(String json, String name) {
        return found(json, "\"" + name + "\":\"([^\"]*)\"");
    }

    private static String number(String json, String name) {
        return found(json, "\"" + name + "\":([0-9.]+)");
    }

    private static String found(String json, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(json);
        if (!matcher.find()) throw new IllegalArgumentException("request without " + pattern + ": " + Arrays.toString(json.toCharArray()));
        return matcher.group(1);
    }
}
