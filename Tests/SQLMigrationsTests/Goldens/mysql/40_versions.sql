SELECT 1 /*!40000 + 1 */ /*!99999 + ' */ /*!999999 it's */;
/*!40000 SELECT /* a; comment */ 2 */;
SELECT /*! 3 */;
