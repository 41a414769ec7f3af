/** A setting that cannot be used. The message is one line for a person: which key, what was found, what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
