/** Every word that the lock does not need; known as soon as this is loaded. */
import { learn } from "./text.js";
import { COMMON } from "./words/common.js";
import { HOME } from "./words/home.js";
import { MINE } from "./words/mine.js";
import { SENDING } from "./words/sending.js";
import { VILLAGE } from "./words/village.js";
import { WRITING } from "./words/writing.js";

for (const words of [COMMON, HOME, WRITING, SENDING, MINE, VILLAGE]) learn(words);
