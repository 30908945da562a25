// Asks a status page everything that the npm package statuspage.io can ask, and prints the answers.
// Usage: node statuspage-io.cjs http://127.0.0.1:8000
const { Statuspage } = require("statuspage.io");

const [address] = process.argv.slice(2);
const page = new Statuspage("unused");
page.setApiUrl(address);

const questions = {
  summary: () => page.api.getSummary(),
  status: () => page.api.getStatus(),
  components: () => page.api.getComponents(),
  incidents: () => page.api.incidents.getAll(),
  unresolved: () => page.api.incidents.getUnresolved(),
  maintenances: () => page.api.scheduledMaintenances.getAll(),
  active: () => page.api.scheduledMaintenances.getActive(),
  upcoming: () => page.api.scheduledMaintenances.getUpcoming(),
};

(async () => {
  const answers = {};
  for (const [name, ask] of Object.entries(questions)) answers[name] = await ask();
  process.stdout.write(JSON.stringify(answers));
})().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
