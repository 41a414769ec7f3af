import { parseConnectionString } from '../../../../../src/infrastructure/event-store/eventstoredb/connection-string.js';
import { EventStoreDbStartError } from '../../../../../src/infrastructure/event-store/eventstoredb/start-error.js';

test.each([
  ['esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false'],
  ['eventstoredb://localhost?tls=false', 'esdb://localhost?tls=false'],
  ['kurrentdb://a,b:2114', 'esdb://a,b:2114'],
  ['kurrentdb+discover://cluster.example', 'esdb+discover://cluster.example'],
  ['esdb://me:p%40ss@db.example:2113/?TLS=true', 'esdb://me:p%40ss@db.example:2113?tls=true'],
  ['esdb://db/?keepaliveinterval=10000&default_deadline=5', 'esdb://db?keepAliveInterval=10000&defaultDeadline=5'],
])('%s becomes what the client reads', (given, text) => {
  expect(parseConnectionString(given).text).toBe(text);
});

test('what it says of security, time and place', () => {
  expect(parseConnectionString('esdb://me:p%40ss@db.example:2113')).toMatchObject({
    shown: 'esdb://db.example:2113',
    tls: true,
    credentials: { username: 'me', password: 'p@ss' },
    loopback: false,
    deadlineMs: 10_000,
  });
  expect(parseConnectionString('esdb://localhost,127.0.0.2:2114?tls=false&defaultDeadline=500')).toMatchObject({
    tls: false,
    credentials: undefined,
    loopback: true,
    deadlineMs: 500,
  });
  expect(parseConnectionString('esdb://localhost,db.example?tls=false').loopback).toBe(false);
});

test.each([
  ['127.0.0.1:2113', 'expected esdb://'],
  ['http://127.0.0.1:2113', 'expected esdb://'],
  ['esdb://', 'a host is missing'],
  ['esdb://a,,b', 'a host is missing'],
  ['esdb://[::1]:2113', 'no IPv6 address'],
  ['esdb://a b', 'is no host:port'],
  ['esdb://a:port', 'is no host:port'],
  ['esdb://a:70000', 'is no host:port'],
  ['esdb://a?tls=FALSE', 'tls=FALSE: expected true or false, in small letters'],
  ['esdb://a?tls', 'tls=: expected true or false'],
  ['esdb://a?defaultDeadline=0', 'defaultDeadline=0: expected a whole number from 1'],
  ['esdb://a?keepAliveInterval=500', '-1 (off) or ms from 10000'],
  ['esdb://a?nodePreference=best', 'expected leader, follower'],
  ['esdb://a?throwOnAppendFailure=false', 'no option "throwOnAppendFailure"'],
  ['esdb://a?userCertFile=x', 'no option "userCertFile"'],
  ['esdb://a?tls=false?x=1', 'a second "?"'],
  ['esdb://secret@a', 'expected user:password before the @'],
  ['esdb://me:se:cret@a', 'write %3A for a colon'],
  ['esdb://me:100%secret@a', 'write %25 for it'],
])('%s is refused in one line that says the way out, and no password', (given, words) => {
  const parse = () => parseConnectionString(given);
  expect(parse).toThrow(EventStoreDbStartError);
  expect(parse).toThrow(words);
  expect(parse).toThrow('Example: esdb://');
  expect(parse).not.toThrow(/\n|secret/);
});
