import { pino } from 'pino';
import { Logger } from '../../application/ports/logger.port.js';

type Fields = Readonly<Record<string, unknown>>;

/** One JSON line an event on standard error: standard output is for people. */
export class PinoLogger extends Logger {
  private readonly pino: ReturnType<typeof pino>;

  constructor(level: 'debug' | 'info' | 'warn' | 'error') {
    super();
    this.pino = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  }

  debug(message: string, fields: Fields = {}): void {
    this.pino.debug(fields, message);
  }

  info(message: string, fields: Fields = {}): void {
    this.pino.info(fields, message);
  }

  warn(message: string, fields: Fields = {}): void {
    this.pino.warn(fields, message);
  }

  error(message: string, fields: Fields = {}): void {
    this.pino.error(fields, message);
  }
}
