package bench.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/** A store that speaks MongoDB's protocol and keeps everything in memory. It answers every line with its URL and ends with its input. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        String url = "mongodb://127.0.0.1:" + server.bind().getPort() + "/";
        System.out.println("@{\"ready\":true,\"name\":\"mongo-java-server\"}");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) System.out.println("@{\"url\":\"" + url + "\"}");
        server.shutdownNow();
    }
}
