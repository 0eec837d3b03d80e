#ifndef CLIBCURL_H
#define CLIBCURL_H

#include <curl/curl.h>
#include <stdbool.h>

/// What is known of the libcurl of this machine.
typedef struct {
    /// Whether it is there with all that is called here; nothing below may be called without it.
    bool isThere;
    /// As `8.5.0`; NULL where there is none.
    const char *version;
    /// `0x080500`.
    unsigned int number;
    /// Whether it signs requests to AWS.
    bool signs;
} CurlLibrary;

/// Loads libcurl with the first call, from any thread.
CurlLibrary curl_library(void);

/// The functions of an easy handle, with a type each in place of variadic arguments.
CURL *curl_library_open(void);
void curl_library_close(CURL *handle);
/// Forgets the options and keeps the connections.
void curl_library_reset(CURL *handle);
CURLcode curl_library_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode curl_library_set_number(CURL *handle, CURLoption option, long number);
CURLcode curl_library_set_size(CURL *handle, CURLoption option, curl_off_t size);
/// What is pointed to must live as long as the option is set.
CURLcode curl_library_set_pointer(CURL *handle, CURLoption option, const void *pointer);
CURLcode curl_library_set_receiver(
    CURL *handle,
    CURLoption option,
    size_t (*receive)(char *bytes, size_t size, size_t count, void *state)
);
CURLcode curl_library_perform(CURL *handle);
/// 0 for what isn't known.
long curl_library_number(CURL *handle, CURLINFO info);
const char *curl_library_explanation(CURLcode code);

/// Appends a copy of a text; NULL when memory is exhausted, and then the list is as it was.
struct curl_slist *curl_library_append(struct curl_slist *list, const char *text);
void curl_library_free_list(struct curl_slist *list);

#endif
