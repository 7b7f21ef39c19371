// Stands between a process and the disk for the campaigns: writes down what goes to a folder and in which order it was
// synced, and can let the disk be full. Loaded with LD_PRELOAD into a child of a test; no part of the program.
//
// TANDEM_SHIM_FOLDER  only files below this folder are looked at
// TANDEM_SHIM_RECORD  file that the record goes to; standard output goes into it too, so that what a child confirms
//                     stands between the writes where it was confirmed
// TANDEM_SHIM_FULL    file of three numbers of 8 bytes: armed (0 no, 1 writes find the disk full, 2 syncs fail,
//                     3 only one write fails), how many pass before, how many failed
//
// One record, little-endian: kind (1) inode (8) offset (8) length of the path (4) of the data (4), path, data.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static int record_fd = -1;
static volatile uint64_t *full;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off64_t);
static int (*real_rename)(const char *, const char *), (*real_unlink)(const char *);
static int (*real_open)(const char *, int, ...), (*real_openat)(int, const char *, int, ...);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_openat = dlsym(RTLD_NEXT, "openat64");
  folder = getenv("TANDEM_SHIM_FOLDER");
  const char *record = getenv("TANDEM_SHIM_RECORD"), *control = getenv("TANDEM_SHIM_FULL");
  if (record) record_fd = real_open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (control) {
    int fd = real_open(control, O_RDWR | O_CLOEXEC);
    void *map = fd < 0 ? MAP_FAILED : mmap(NULL, 24, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) full = map;
  }
}

static int below(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  return length && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static void put(char kind, uint64_t inode, uint64_t offset, const char *path, const void *data, uint32_t length) {
  if (record_fd < 0) return;
  uint32_t path_length = strlen(path);
  size_t total = 25 + path_length + length;
  char *bytes = malloc(total), *to = bytes;
  *to++ = kind;
  memcpy(to, &inode, 8), to += 8;
  memcpy(to, &offset, 8), to += 8;
  memcpy(to, &path_length, 4), to += 4;
  memcpy(to, &length, 4), to += 4;
  memcpy(to, path, path_length), to += path_length;
  if (length) memcpy(to, data, length);
  for (size_t done = 0; done < total;) {
    ssize_t step = real_write(record_fd, bytes + done, total - done);
    if (step <= 0) abort();
    done += step;
  }
  free(bytes);
}

static uint64_t inode_of(int fd) {
  struct stat64 it;
  return fstat64(fd, &it) == 0 ? it.st_ino : 0;
}

// Whether this step of the disk fails: what passes before is counted down.
static int fails(uint64_t is_sync) {
  if (!full || !full[0] || (full[0] == 2) != is_sync) return 0;
  if (full[1]) return full[1]--, 0;
  if (full[0] == 3 && full[2]) return 0;
  full[2]++;
  errno = is_sync ? EIO : ENOSPC;
  return 1;
}

static ssize_t write_at(int fd, const void *data, size_t length, int64_t offset) {
  char path[PATH_MAX];
  int told = fd == 1 && record_fd >= 0, ours = !told && path_of(fd, path);
  if (!told && !ours) return offset < 0 ? real_write(fd, data, length) : real_pwrite(fd, data, length, offset);
  pthread_mutex_lock(&one);
  ssize_t done = -1;
  if (!ours || !fails(0)) {
    int64_t at = offset < 0 && ours ? lseek64(fd, 0, SEEK_CUR) : offset;
    done = offset < 0 ? real_write(fd, data, length) : real_pwrite(fd, data, length, offset);
    if (done > 0) put(told ? 'm' : 'w', told ? 0 : inode_of(fd), told ? 0 : at, told ? "" : path, data, done);
  }
  int error = errno;
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}

ssize_t write(int fd, const void *data, size_t length) { return write_at(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return write_at(fd, data, length, at); }

static int sync_with(int (*real)(int), int fd) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real(fd);
  pthread_mutex_lock(&one);
  int result = -1;
  if (!fails(1)) {
    result = real(fd);
    if (result == 0) put('s', inode_of(fd), 0, path, NULL, 0);
  }
  int error = errno;
  pthread_mutex_unlock(&one);
  errno = error;
  return result;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }
int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }

int ftruncate64(int fd, off64_t length) {
  char path[PATH_MAX];
  int result = real_ftruncate(fd, length);
  if (result == 0 && path_of(fd, path)) put('t', inode_of(fd), length, path, NULL, 0);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int rename(const char *from, const char *to) {
  int result = real_rename(from, to);
  if (result == 0 && below(to)) put('r', 0, 0, from, to, strlen(to));
  return result;
}

int unlink(const char *path) {
  int result = real_unlink(path);
  if (result == 0 && below(path)) put('u', 0, 0, path, NULL, 0);
  return result;
}

static int opened(int fd, const char *path, int flags, int was_there) {
  if (fd < 0 || !below(path) || !(flags & (O_CREAT | O_TRUNC))) return fd;
  int error = errno;
  if (!was_there) put('c', inode_of(fd), 0, path, NULL, 0);
  else if (flags & O_TRUNC) put('t', inode_of(fd), 0, path, NULL, 0);
  errno = error;
  return fd;
}

#define WITH_MODE                          \
  mode_t mode = 0;                         \
  if (flags & (O_CREAT | O_TMPFILE)) {     \
    va_list rest;                          \
    va_start(rest, flags);                 \
    mode = va_arg(rest, mode_t);           \
    va_end(rest);                          \
  }                                        \
  int was_there = access(path, F_OK) == 0;

int open(const char *path, int flags, ...) { WITH_MODE return opened(real_open(path, flags, mode), path, flags, was_there); }
int open64(const char *path, int flags, ...) { WITH_MODE return opened(real_open(path, flags, mode), path, flags, was_there); }
int openat(int at, const char *path, int flags, ...) { WITH_MODE return opened(real_openat(at, path, flags, mode), path, flags, was_there); }
int openat64(int at, const char *path, int flags, ...) { WITH_MODE return opened(real_openat(at, path, flags, mode), path, flags, was_there); }
