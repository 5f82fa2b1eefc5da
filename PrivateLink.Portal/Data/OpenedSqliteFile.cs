using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// A SQLite file that this process has open, and whether it is still the one at its path. SQLite finds the files beside it by name, but keeps
/// what it has open: with one connection to a file that was moved and one to what is at the path now, both write into one <c>-wal</c>, or one
/// <c>-wal</c> goes into another database, and either is damaged. So there is one file at a time: as soon as the path leads to another one, nothing
/// is committed any more, idle connections are closed, and nobody opens anything before the last one in use has been given back. Thread-safe.
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
    /// Whether the log beside the file is not the one that was there when a connection was given back last. Nobody removes it while it is in use; and if nobody
    /// uses it, closing idle connections does no harm.
    /// </summary>
    private bool IsLogElsewhere => _log is not null && _log != FileIdentity.Of(_logPath);

    private OpenedSqliteFile(string path)
    {
        _path = path;

        // SQLite keeps its other files beside the one that a link leads to.
        var file = new FileInfo(path);
        _logPath = (file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName) + "-wal";
    }

    /// <summary>The file of a connection; null when it has none of its own, or where files cannot be told apart.</summary>
    public static OpenedSqliteFile? Of(string connectionString) => ByConnection.GetOrAdd(connectionString, static text =>
    {
        if (!FileIdentity.IsKnown) return null;
        var connection = new SqliteConnectionStringBuilder(text);
        if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.Ordinal)) return null;
        return All.GetOrAdd(Path.GetFullPath(connection.DataSource), static path => new OpenedSqliteFile(path));
    });

    /// <summary>Before a connection is opened.</summary>
    /// <exception cref="DatabaseMovedException">What is at the path may not be opened now.</exception>
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

    /// <summary>After it was opened, and before it is used. Closing it gives it back.</summary>
    /// <exception cref="DatabaseMovedException">The path leads elsewhere since. The connection is closed.</exception>
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

    /// <summary>Before and after a commit: what is written into a file that is not at the path any more nobody reads.</summary>
    /// <exception cref="DatabaseMovedException">It is not there.</exception>
    /// <exception cref="DatabaseDamagedException">It is damaged.</exception>
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

    /// <summary>Remembers it when SQLite has found the file damaged, until the process ends: nobody else says when it is whole again.</summary>
    public void Note(Exception exception)
    {
        if (DatabaseErrors.IsDamage(exception)) _damage ??= exception.Message;
    }

    /// <exception cref="DatabaseDamagedException">It is damaged.</exception>
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
    /// Idle connections are closed at once, those in use as soon as they are given back. SQLite puts no more of the log into a file that was moved; so what the
    /// log holds is needed again, unless all of it was put into the file before, when the last connection was closed.
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

    /// <summary>Why what is at the path may not be opened although nobody uses the old file any more; null when it may.</summary>
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
