/* SELECT ';' */ SELECT /* ; */ 1 /**/;/***/ SELECT /*;*//*;*/ 2;
/*
 * it's
 */
SELECT 3 /* the end; */
