// npm `emulate` as a Slack: prints where it listens, and ends with its input.
import { createEmulator } from "emulate";

const slack = {
  team: { name: "Europe", domain: "europe" },
  users: [{ name: "anna", real_name: "Anna" }],
  oauth_apps: [JSON.parse(process.argv[2])],
  strict_scopes: true,
};
const server = await createEmulator({ service: "slack", port: Number(process.argv[3]), seed: { slack } });
console.log(JSON.stringify({ url: server.url }));
process.stdin.resume();
process.stdin.on("end", async () => {
  await server.close();
  process.exit(0);
});
