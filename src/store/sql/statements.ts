import type { FilterName } from '../../model/filter.js';
import type { Bindable, Condition } from './condition.js';

/**
 * Single statements, each a transaction of its own, as what both engines have in common is made of.
 * What must see one state of the database, or change more than one thing, is written for each engine.
 */
export interface Statements {
  readonly dialect: Dialect;
  all<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]>;
  get<Row>(sql: string, ...parameters: Bindable[]): Promise<Row | undefined>;
  /** A statement that writes. @returns the rows that it tells by RETURNING */
  write<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]>;
  /** A statement that writes. @returns how many rows it has written */
  run(sql: string, ...parameters: Bindable[]): Promise<number>;
}

/** Where the engines spell the same thing in two ways. */
export interface Dialect {
  /** `column` is one of the numbers of a JSON array, which is the parameter. */
  isAmongNumbers(column: string): string;
  /** `column` is one of the texts of a JSON array, which is the parameter. */
  isAmongTexts(column: string): string;
  /** A JSON array of the values of the rows that follow FROM. */
  listOf(value: string, order: string, from: string): string;
  /** The greater or the lesser of two values. */
  readonly greatest: string;
  readonly least: string;
  readonly filter: FilterDialect;
}

export interface FilterDialect {
  /** A function: where a text stands in another, from 1 on; 0 when it does not. */
  readonly position: string;
  /** A name of memory `m` or of its cube, folded. */
  folded(column: FilterName): string;
  /** The text of a `field` is the parameter, which is bound as often as it is asked for. */
  readonly isText: { sql: string; times: number };
  /** The folded text of memory `m` holds these folded letters. */
  textHolds(text: string): Condition;
}
