package bench;

/** An engine as the bench drives it. Each verb is one transaction of its own and is called from many threads. */
public interface Contender extends AutoCloseable {
    void deploy(String xml);

    /** Gives the id of the new instance. */
    String start(String process);

    /** An open task of the instance, or null. */
    String task(String instance);

    void complete(String task, int at);

    /** An armed timer of the instance, or null. */
    String dueTimer(String instance);

    void fire(String timer);

    String name();

    @Override
    void close();
}
