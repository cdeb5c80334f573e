// Drives emulated plugs with tp-link-tapo-connect, a client that knows nothing of them: log in, read, switch on and off, read back.
//
//   node drive.mjs [--username U] [--password P] ADDRESS...
//
// ADDRESS is host or host:port, as `tapohive emulate` prints it. Exits with 0 when every plug did as it should, with 1 and one sentence
// a plug when not, with 2 when it was called wrongly.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

// The AES login is RSA with PKCS#1 v1.5, which some Node releases only allow when told to (CVE-2023-46809).
const allowPkcs1 = '--security-revert=CVE-2023-46809';

function canUnwrap() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const padding = constants.RSA_PKCS1_PADDING;
  try {
    return privateDecrypt({ key: privateKey, padding }, publicEncrypt({ key: publicKey, padding }, Buffer.from('test'))).toString() === 'test';
  } catch {
    return false;
  }
}

function readArguments(given) {
  const read = { username: 'demo@example.com', password: 'demo-password', addresses: [] };
  for (let i = 0; i < given.length; i++) {
    if (given[i] === '--username' || given[i] === '--password') {
      read[given[i].slice(2)] = given[++i];
    } else if (given[i].startsWith('-')) {
      return undefined;
    } else {
      read.addresses.push(given[i]);
    }
  }
  return read.addresses.length > 0 && read.username && read.password !== undefined ? read : undefined;
}

async function drivePlug(device, info) {
  await device.turnOn();
  assert.equal((await device.getDeviceInfo()).device_on, true, 'it is off after turnOn');
  await device.turnOn();
  assert.equal((await device.getDeviceInfo()).device_on, true, 'it is off after a second turnOn');
  await device.turnOff();
  assert.equal((await device.getDeviceInfo()).device_on, false, 'it is on after turnOff');
  if (info.model === 'P110' || info.model === 'P115') {
    const usage = await device.getEnergyUsage();
    assert.equal(usage.current_power, 0, 'it draws power while off');
    assert.equal(typeof usage.today_energy, 'number', 'it has no energy of today');
  }
}

async function driveStrip(device) {
  const states = async () => Object.fromEntries((await device.getChildDevicesInfo()).map(child => [child.device_id, child.device_on]));
  const before = await states();
  for (const id of Object.keys(before)) {
    await device.turnOn(id);
    assert.deepEqual(await states(), { ...before, [id]: true }, 'another socket than the one meant is on');
    await device.turnOff(id);
    assert.deepEqual(await states(), { ...before, [id]: false }, 'another socket than the one meant is off');
  }
}

async function drive(loginDeviceByIp, { username, password }, address) {
  const device = await loginDeviceByIp(username, password, address);
  const info = await device.getDeviceInfo();
  assert.match(info.device_id, /^[0-9A-F]{40}$/, 'its id is not 40 hex digits');
  assert.match(info.mac, /^([0-9A-F]{2}-){5}[0-9A-F]{2}$/, 'its hardware address has another form');
  assert.ok(info.nickname.length > 0, 'it has no name');
  if (info.device_on === undefined) {
    await driveStrip(device);
  } else {
    await drivePlug(device, info);
  }
  return `${info.model} '${info.nickname}'`;
}

// What the client throws may hold a whole HTTP request with its cookie; only the sentence is shown.
const sentence = problem => String(problem?.message ?? problem).split('\n')[0];

async function main() {
  const read = readArguments(process.argv.slice(2));
  if (!read) {
    console.error('Usage: node drive.mjs [--username U] [--password P] ADDRESS...');
    return 2;
  }

  if (!canUnwrap() && !process.execArgv.includes(allowPkcs1)) {
    const again = spawnSync(process.execPath, [allowPkcs1, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    return again.status ?? 1;
  }

  console.warn = () => {}; // It announces each fall back from KLAP to AES.
  const { loginDeviceByIp } = await import('tp-link-tapo-connect');
  let failures = 0;
  for (const address of read.addresses) {
    try {
      console.log(`${address}: ${await drive(loginDeviceByIp, read, address)} did as it was told.`);
    } catch (problem) {
      failures++;
      console.error(`${address}: the client and the plug do not agree: ${sentence(problem)}.`);
    }
  }
  return failures === 0 ? 0 : 1;
}

process.exitCode = await main();
