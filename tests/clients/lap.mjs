// Switches emulated plugs with tp-link-tapo-connect for the benchmarks, all of them at once, lap by lap. Orders come line by line:
//
//   {"username":"…","password":"…","addresses":["127.20.0.1:80",…]}     first; answered by {}
//   {"lap":"connect","on":true}                                         a new session with each plug, then on
//   {"lap":"switch","on":false}                                         off, with the sessions there are
//
// A lap is answered by {"milliseconds":…,"failed":0}. Nothing is read back: that is how this client is used.

import { createInterface } from 'node:readline';

async function main() {
  console.log = console.warn = () => {}; // It announces what it does and each fall back from KLAP to AES.
  const { loginDeviceByIp } = await import('tp-link-tapo-connect');
  const answer = said => process.stdout.write(`${JSON.stringify(said)}\n`);
  let account, devices = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    if (order.addresses) {
      account = order;
      answer({});
      continue;
    }

    const begun = performance.now();
    const done = await Promise.allSettled(account.addresses.map(async (address, i) => {
      if (order.lap === 'connect') {
        devices[i] = await loginDeviceByIp(account.username, account.password, address);
      }

      await (order.on ? devices[i].turnOn() : devices[i].turnOff());
    }));
    const milliseconds = performance.now() - begun;
    const failures = done.filter(one => one.status === 'rejected');
    answer({ milliseconds, failed: failures.length, because: String(failures[0]?.reason?.message ?? '').split('\n')[0] });
  }
}

await main();
