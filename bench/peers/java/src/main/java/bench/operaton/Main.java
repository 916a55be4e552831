package bench.operaton;

import bench.Contender;
import bench.Lanes;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** Arguments: JDBC URL, user, then files of models to deploy. The password is in PGPASSWORD. */
public final class Main implements Contender {
    private final HikariDataSource pool;
    private final ProcessEngine engine;

    private Main(String url, String user) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(System.getenv("PGPASSWORD"));
        settings.setMaximumPoolSize(10);
        pool = new HikariDataSource(settings);
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setJobExecutorActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setMetricsEnabled(false);
        engine = configuration.buildProcessEngine();
    }

    public static void main(String[] args) throws Exception {
        java.util.Locale.setDefault(java.util.Locale.ROOT);
        Main main = new Main(args[0], args[1]);
        for (int at = 2; at < args.length; at++) main.deploy(Files.readString(Path.of(args[at])));
        Lanes.serve(main);
    }

    @Override
    public void deploy(String xml) {
        engine.getRepositoryService().createDeployment().addString("model.bpmn", xml).deploy();
    }

    @Override
    public String start(String process) {
        return engine.getRuntimeService().startProcessInstanceByKey(process, "bench").getId();
    }

    @Override
    public String task(String instance) {
        var tasks = engine.getTaskService().createTaskQuery().processInstanceId(instance).listPage(0, 1);
        return tasks.isEmpty() ? null : tasks.get(0).getId();
    }

    @Override
    public void complete(String task, int at) {
        engine.getTaskService().complete(task, Map.of("decision", "dong-y", "count", at));
    }

    @Override
    public String dueTimer(String instance) {
        var jobs = engine.getManagementService().createJobQuery().processInstanceId(instance).timers().listPage(0, 1);
        return jobs.isEmpty() ? null : jobs.get(0).getId();
    }

    @Override
    public void fire(String timer) {
        engine.getManagementService().executeJob(timer);
    }

    @Override
    public String name() {
        return "Operaton " + ProcessEngine.class.getPackage().getImplementationVersion();
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
