// A command line with nothing behind it: what the parser alone costs.
import { Command } from "commander";

new Command("nothing").version("0.0.0").parse();
