import 'reflect-metadata';
import { main } from './infrastructure/bootstrap/main-program.js';

await main(process.argv.slice(2));
