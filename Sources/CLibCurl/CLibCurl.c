// libcurl brings some forty libraries with it: a program that is linked with it pays for them at every start, whether it
// calls AWS or not. So it is loaded when it is first needed.

#include "CLibCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

// The macros of curl.h check the types of variadic calls to functions of these names.
#undef curl_easy_setopt
#undef curl_easy_getinfo

static struct {
    CURLcode (*global_init)(long);
    curl_version_info_data *(*version_info)(CURLversion);
    CURL *(*init)(void);
    void (*cleanup)(CURL *);
    void (*reset)(CURL *);
    CURLcode (*setopt)(CURL *, CURLoption, ...);
    CURLcode (*getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*perform)(CURL *);
    const char *(*strerror)(CURLcode);
    struct curl_slist *(*append)(struct curl_slist *, const char *);
    void (*free_all)(struct curl_slist *);
} functions;

static CurlLibrary library;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The one that is installed nearly everywhere comes first; its number has been the same since 2006.
static const char *const names[] = {
#ifdef __APPLE__
    "/usr/lib/libcurl.4.dylib",
    "libcurl.4.dylib",
#else
    "libcurl.so.4",
    "libcurl-gnutls.so.4",
    "libcurl-nss.so.4",
#endif
};

static bool find(void *file, const char *name, void *function) {
    void *address = dlsym(file, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

static bool find_all(void *file) {
    return find(file, "curl_global_init", &functions.global_init)
        && find(file, "curl_version_info", &functions.version_info)
        && find(file, "curl_easy_init", &functions.init)
        && find(file, "curl_easy_cleanup", &functions.cleanup)
        && find(file, "curl_easy_reset", &functions.reset)
        && find(file, "curl_easy_setopt", &functions.setopt)
        && find(file, "curl_easy_getinfo", &functions.getinfo)
        && find(file, "curl_easy_perform", &functions.perform)
        && find(file, "curl_easy_strerror", &functions.strerror)
        && find(file, "curl_slist_append", &functions.append)
        && find(file, "curl_slist_free_all", &functions.free_all);
}

static bool signs(void) {
    CURL *handle = functions.init();
    bool signs = handle != NULL && functions.setopt(handle, CURLOPT_AWS_SIGV4, "aws:amz") == CURLE_OK;
    if (handle != NULL) functions.cleanup(handle);
    return signs;
}

// Of several the first that signs; otherwise the last that is there, whose version then tells what is too old. None is
// ever unloaded: what libcurl brings with it doesn't bear that.
static void load(void) {
    for (size_t index = 0; index < sizeof names / sizeof *names && !library.signs; index++) {
        void *file = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
        if (file == NULL) continue;
        library.isThere = find_all(file) && functions.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        if (!library.isThere) continue;
        curl_version_info_data *information = functions.version_info(CURLVERSION_NOW);
        library.version = information->version;
        library.number = information->version_num;
        library.signs = signs();
    }
}

CurlLibrary curl_library(void) {
    pthread_once(&once, load);
    return library;
}

// A TLS library writes to connections that the other side has closed. libcurl could ignore the signal of that for the
// whole process, which goes wrong with two threads; so this thread alone holds it back, and takes what has come.

typedef struct {
    sigset_t before;
    bool wasPending;
} HeldSignal;

static bool isPending(void) {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

static sigset_t brokenPipe(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    return signals;
}

static HeldSignal hold(void) {
    HeldSignal held = {.wasPending = isPending()};
    sigset_t signals = brokenPipe();
    pthread_sigmask(SIG_BLOCK, &signals, &held.before);
    return held;
}

static void release(HeldSignal held) {
    sigset_t signals = brokenPipe();
    int number;
    if (!held.wasPending && isPending()) sigwait(&signals, &number);
    pthread_sigmask(SIG_SETMASK, &held.before, NULL);
}

CURL *curl_library_open(void) { return functions.init(); }

void curl_library_close(CURL *handle) {
    HeldSignal held = hold();
    functions.cleanup(handle);
    release(held);
}

void curl_library_reset(CURL *handle) { functions.reset(handle); }

CURLcode curl_library_set_text(CURL *handle, CURLoption option, const char *text) {
    return functions.setopt(handle, option, text);
}

CURLcode curl_library_set_number(CURL *handle, CURLoption option, long number) {
    return functions.setopt(handle, option, number);
}

CURLcode curl_library_set_size(CURL *handle, CURLoption option, curl_off_t size) {
    return functions.setopt(handle, option, size);
}

CURLcode curl_library_set_pointer(CURL *handle, CURLoption option, const void *pointer) {
    return functions.setopt(handle, option, pointer);
}

CURLcode curl_library_set_receiver(
    CURL *handle,
    CURLoption option,
    size_t (*receive)(char *bytes, size_t size, size_t count, void *state)
) {
    return functions.setopt(handle, option, receive);
}

CURLcode curl_library_perform(CURL *handle) {
    HeldSignal held = hold();
    CURLcode code = functions.perform(handle);
    release(held);
    return code;
}

long curl_library_number(CURL *handle, CURLINFO info) {
    long number = 0;
    return functions.getinfo(handle, info, &number) == CURLE_OK ? number : 0;
}

const char *curl_library_explanation(CURLcode code) { return functions.strerror(code); }

struct curl_slist *curl_library_append(struct curl_slist *list, const char *text) {
    return functions.append(list, text);
}

void curl_library_free_list(struct curl_slist *list) { functions.free_all(list); }
