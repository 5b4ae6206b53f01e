// npm `@openclaw/crabline` as a Slack: prints what it is reached with, and ends with its input.
import { startSlackServer } from "@openclaw/crabline";

const server = await startSlackServer(JSON.parse(process.argv[2]));
console.log(JSON.stringify(server.manifest));
process.stdin.resume();
process.stdin.on("end", async () => {
  await server.close();
  process.exit(0);
});
