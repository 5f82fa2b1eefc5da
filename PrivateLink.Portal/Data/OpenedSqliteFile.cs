using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// A SQLite file that this process has open, and whether it is still the file at its path. SQLite finds the companion files by name, but keeps its
/// open files. Suppose one connection uses a moved file and another uses the new file at the path. Both then share one <c>-wal</c> file, or a
/// <c>-wal</c> file reaches the wrong database, and a database is damaged. So only one file may be open at a time. Once the path leads to another
/// file, nothing is committed any more and idle connections are closed. No connection opens until the last one in use is returned. Thread-safe.
/// </summary>
internal sealed class OpenedSqliteFile
{
    private static readonly ConcurrentDictionary<string, OpenedSqliteFile> All = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, OpenedSqliteFile?> ByConnection = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _connections = [];
    private readonly string _path;
    private readonly string _logPath;
    private FileIdentity? _file;
    private FileIdentity? _log;
    private int _inUse;
    private bool _isLost;
    private volatile string? _damage;

    /// <summary>
    /// Whether the log beside the file is not the one from when a connection was last returned. No one removes the log while it is in use. If it is
    /// not in use, closing idle connections does no harm.
    /// </summary>
    private bool IsLogElsewhere => _log is not null && _log != FileIdentity.Of(_logPath);

    private OpenedSqliteFile(string path)
    {
        _path = path;

        // SQLite keeps its other files beside the target of a link.
        var file = new FileInfo(path);
        _logPath = (file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName) + "-wal";
    }

    /// <summary>The file of a connection. Null if the connection has no file, or if the platform cannot identify files.</summary>
    public static OpenedSqliteFile? Of(string connectionString) => ByConnection.GetOrAdd(connectionString, static text =>
    {
        if (!FileIdentity.IsKnown) return null;
        var connection = new SqliteConnectionStringBuilder(text);
        if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.Ordinal)) return null;
        return All.GetOrAdd(Path.GetFullPath(connection.DataSource), static path => new OpenedSqliteFile(path));
    });

    /// <summary>Call before opening a connection.</summary>
    /// <exception cref="DatabaseMovedException">The file at the path may not be opened now.</exception>
    public void DemandOpenable()
    {
        lock (_lock)
        {
            var now = FileIdentity.Of(_path);
            if (!_isLost && _file is not null && (_file != now || IsLogElsewhere)) Lose(now);
            if (!_isLost) return;
            if (_inUse > 0 || WhyNot(now) is not null) throw Moved(now);
            (_isLost, _file, _log) = (false, null, null);
        }
    }

    /// <summary>Call after opening a connection and before using it. Closing the connection returns it.</summary>
    /// <exception cref="DatabaseMovedException">The path leads to another file now. The connection is closed.</exception>
    public void Take(DbConnection connection)
    {
        lock (_lock)
        {
            var now = FileIdentity.Of(_path);
            if (!_isLost && now is not null && (_file ??= now) == now)
            {
                _inUse++;
                _connections.Add(connection.ConnectionString);
                connection.StateChange += GiveBack;
                return;
            }

            if (!_isLost) Lose(now);
        }

        connection.Close();
        throw Moved(FileIdentity.Of(_path));
    }

    /// <summary>Call before and after a commit. No one would read a commit to a file that is no longer at the path.</summary>
    /// <exception cref="DatabaseMovedException">The file is no longer at its path.</exception>
    /// <exception cref="DatabaseDamagedException">The file is damaged.</exception>
    public void DemandInPlace()
    {
        DemandWhole();
        lock (_lock)
        {
            var now = FileIdentity.Of(_path);
            if (!_isLost && _file == now && !IsLogElsewhere) return;
            if (!_isLost) Lose(now);
            throw Moved(now);
        }
    }

    /// <summary>Records that SQLite found damage. The record lasts until the process ends, because nothing reports a repair.</summary>
    public void Note(Exception exception)
    {
        if (DatabaseErrors.IsDamage(exception)) _damage ??= exception.Message;
    }

    /// <exception cref="DatabaseDamagedException">The file is damaged.</exception>
    public void DemandWhole()
    {
        if (_damage is { } damage)
            throw new DatabaseDamagedException(
                $"The database {_path} is damaged ({damage.TrimEnd('.')}), so the portal no longer writes to it. Stop the portal, replace the file with an intact one, and start the portal.");
    }

    private void GiveBack(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState != ConnectionState.Closed) return;
        ((DbConnection)sender).StateChange -= GiveBack;
        lock (_lock)
        {
            _inUse--;
            if (!_isLost && FileIdentity.Of(_path) == _file) _log = FileIdentity.Of(_logPath);
        }
    }

    /// <summary>
    /// Closes idle connections at once, and connections in use when they are returned. SQLite does not checkpoint the log into a file that was moved.
    /// So the log is still needed, unless closing the last connection checkpointed all of it before the move.
    /// </summary>
    private void Lose(FileIdentity? now)
    {
        _isLost = true;
        if (now == _file || (_log is { } log && !log.IsOpenHere())) _log = null;
        foreach (var text in _connections)
        {
            using var pooled = new SqliteConnection(text);
            SqliteConnection.ClearPool(pooled);
        }
    }

    /// <summary>Why the file at the path may not be opened even though the old file is not in use. Null if it may.</summary>
    private string? WhyNot(FileIdentity? now)
    {
        var left = FileIdentity.Of(_logPath);
        if (now is null) return $"Put it back together with {Path.GetFileName(_logPath)}, and the portal continues automatically. Move the files; do not copy them.";
        if (now == _file)
            return _log is null || _log == left
                ? null
                : $"It is back without {Path.GetFileName(_logPath)}, which holds the last saved changes. Put that file back too. If it is lost, restart the portal; those changes are lost.";
        return left is null || (_log is { } log && log != left)
            ? null
            : $"There is a different file now, but {Path.GetFileName(_logPath)} belongs to the previous one: using both would damage the data. "
                + "Stop the portal, put the previous file back or remove the files -wal and -shm, and start it.";
    }

    private DatabaseMovedException Moved(FileIdentity? now) =>
        new($"The database {_path} was moved, deleted or replaced while the portal used it. {WhyNot(now) ?? "Connections to the previous file are being closed. Then the portal continues automatically."}");
}
