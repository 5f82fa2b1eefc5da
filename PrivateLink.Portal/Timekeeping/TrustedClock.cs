using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Timekeeping;

/// <summary>
/// Checks whether the clock can be trusted now. Anything that deletes, opens or expires automatically asks first, because a clock that jumped ahead
/// would end everything at once. While the clock is in doubt, all of that waits.
/// </summary>
/// <remarks>
/// While the process runs, it compares the clock with the monotonic clock. At start, it compares it with the latest time when a portal on this
/// database trusted its clock. If there is none, it uses the newest record and the end of the audit log. A start after a long outage looks like a
/// jump. So the doubt ends after a day, unless the clock is corrected or another portal on the database records a different time.
/// </remarks>
public sealed partial class TrustedClock(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<TrustedClock> logger) : IDisposable
{
    /// <summary>How far ahead of the last known time the clock may be at start.</summary>
    public static readonly TimeSpan LongestOutage = TimeSpan.FromDays(1);

    /// <summary>How long an administrator has to correct a wrong clock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    // Clock corrections are a few seconds. After a longer pause of the machine, an administrator checks the clock, or automatic actions wait.
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    private (DateTimeOffset Time, long At)? _latest;
    private DateTimeOffset? _lastNow;
    private (long Since, DateTime? Noted)? _doubt;
    private long? _notedAt;
    private DateTime? _knownNote;
    private volatile string? _problem;

    /// <summary>Raised on any thread when <see cref="Problem"/> appears or disappears.</summary>
    public event Action? Changed;

    /// <summary>Why the clock is in doubt, as a sentence; null while it is trusted. The value is from the latest check.</summary>
    public string? Problem => _problem;

    /// <summary>Whether actions that are due by the clock may happen.</summary>
    public async Task<bool> IsTrustedAsync(CancellationToken cancellationToken = default)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await LookAsync(time.GetUtcNow(), cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>
    /// The same before a unit of work, which accesses the database and reports its faults itself. If the database does not answer, the clock is not
    /// trusted.
    /// </summary>
    public async Task<bool> IsTrustedBeforeSaveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await IsTrustedAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return false;
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Accepts the current time as correct.</summary>
    internal void Believe() => Trust(time.GetUtcNow());

    private async Task<bool> LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _latest ??= (await LastSeenAsync(cancellationToken) is { } seen ? Utc(seen) + LongestOutage : now, time.GetTimestamp());
        if (now > Latest())
        {
            await DoubtAsync(now, cancellationToken);
            if (now > Latest() && time.GetElapsedTime(_doubt!.Value.Since) < Patience) return false;
        }

        Trust(now);
        await NoteAsync(now, cancellationToken);
        return true;
    }

    /// <summary>The latest possible time, by the monotonic clock.</summary>
    private DateTimeOffset Latest() => _latest!.Value.Time + time.GetElapsedTime(_latest.Value.At);

    private void Trust(DateTimeOffset now)
    {
        // A clock that was set back may be set forward again, so the earlier comparison stays valid.
        var wentBack = _lastNow is { } last && _latest is { } latest && now < last + time.GetElapsedTime(latest.At) - Jump;
        if (!wentBack) (_latest, _lastNow) = ((now + Jump, time.GetTimestamp()), now);
        if (_doubt is null) return;
        _doubt = null;
        _problem = null;
        LogTrusted();
        Changed?.Invoke();
    }

    /// <summary>Another portal on the same database may have the correct time, and keeps recording it.</summary>
    private async Task DoubtAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var noted = await NotedAsync(cancellationToken);
        if (noted is { } known && (_knownNote is null || known > _knownNote))
        {
            _knownNote = known;
            if (Utc(known) + NoteEvery + Jump is var latest && latest > Latest()) _latest = (latest, time.GetTimestamp());
        }

        if (_doubt is { } doubt)
        {
            if (noted is not null && noted != doubt.Noted) _doubt = (time.GetTimestamp(), noted);
            return;
        }

        _doubt = (time.GetTimestamp(), noted);
        _problem = string.Create(CultureInfo.InvariantCulture, $"The clock says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which is implausibly far ahead. Until this is resolved, nothing is deleted, expires or goes back to Monitor automatically.");
        LogDoubted(_problem);
        Changed?.Invoke();
    }

    private async Task<DateTime?> LastSeenAsync(CancellationToken cancellationToken)
    {
        if (await NotedAsync(cancellationToken) is { } noted)
        {
            _knownNote = noted;
            return noted;
        }

        // Exclude what this process stored since then, because it has the time of the clock in doubt.
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (firstId, startedAt) = (ConnectionIds.FloorOf(_startedAt), _startedAt.UtcDateTime);
        var record = await context.ConnectionRecords.Where(row => row.Id < firstId).OrderByDescending(row => row.Id)
            .Select(row => (DateTime?)row.Time).FirstOrDefaultAsync(cancellationToken);
        var entry = await context.AuditEntries.Where(row => row.Time < startedAt).OrderByDescending(row => row.Sequence)
            .Select(row => (DateTime?)row.Time).FirstOrDefaultAsync(cancellationToken);
        return record > entry || entry is null ? record : entry;
    }

    private async Task<DateTime?> NotedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Installations.OrderBy(row => row.Id).Select(row => row.ClockSeenAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task NoteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_notedAt is { } last && time.GetElapsedTime(last) < NoteEvery) return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = now.UtcDateTime;
        await context.Installations.Where(row => row.ClockSeenAt == null || row.ClockSeenAt < seen)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClockSeenAt, seen), cancellationToken);
        (_knownNote, _notedAt) = (seen, time.GetTimestamp());
    }

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    [LoggerMessage(2060, LogLevel.Error, "{Problem} Correct the clock. If it is right, it is trusted again after a day")]
    private partial void LogDoubted(string problem);

    [LoggerMessage(2061, LogLevel.Information, "The clock is trusted again")]
    private partial void LogTrusted();
}
