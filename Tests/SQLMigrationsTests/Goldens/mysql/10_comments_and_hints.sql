SELECT /* no /* nesting; */ 1; SELECT /*+ MAX_EXECUTION_TIME(1000) */ 2;
