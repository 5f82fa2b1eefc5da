using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// Keeps the policy in force on disk. A change that cannot be stored still comes into force, because it may close something. <see cref="Error"/>
/// reports this until the whole policy has been written again.
/// </summary>
public sealed partial class PolicyKeeper(PolicyFolder folder, ILogger<PolicyKeeper> logger) : IDisposable
{
    /// <summary>The number of changed resources in the overlay before it is merged into the base.</summary>
    public const int FoldAt = 1_000;

    private const string BeingWritten = "The files on disk could not be continued, so the whole policy is being rewritten.";

    private const long LongestJournal = 8 << 20;

    private readonly PolicyArchive _archive = new(folder.Path);
    private readonly Lock _writing = new();
    private string? _wholeError;
    private bool _isGuest;

    /// <summary>Why the policy in force is not on disk. Null if it is.</summary>
    public string? Error { get; private set; }

    /// <summary>Why storing the policy may soon fail. Null if there is enough space.</summary>
    public string? Shortage => _archive.UsesReserve
        ? $"The disk is full. Changes are stored in the {DiskReserve.Size >> 10} KiB reserved in {folder.Path}. Free some space before they are used up."
        : _wholeError;

    /// <summary>Locks the folder for this process and reads its content.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    internal ArchivedPolicy Open()
    {
        try
        {
            var archived = _isGuest ? _archive.Glance() : _archive.Open();
            foreach (var damage in archived.Damage) LogDamage(damage);
            if (archived.Unwritable is { } why) CannotWrite(why);
            return archived;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogDamage(exception.Message);
            CannotWrite(exception.Message);
            return ArchivedPolicy.None with { Damage = [exception.Message] };
        }
    }

    /// <summary>Only reads until <see cref="Take"/>, because the process before this one still has the folder.</summary>
    internal void Wait() => _isGuest = true;

    /// <summary>Takes the folder over. The whole policy is then written, because this process does not know what the other one wrote last.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process still has it.</exception>
    internal void Take()
    {
        lock (_writing)
        {
            if (!_isGuest) return;
            Try(_archive.Take, except: typeof(PolicyFolderInUseException));
            _isGuest = false;
        }
    }

    /// <summary>Leaves the folder to another process. From now on, the policy in force is its business.</summary>
    internal void GiveUp()
    {
        lock (_writing)
        {
            _isGuest = true;
            _archive.GiveUp();
            (Error, _wholeError) = (null, null);
        }
    }

    /// <summary>Stores a change before it comes into force.</summary>
    internal void Keep(PolicySnapshot next, PolicyOrigin origin, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        if (_isGuest) return;
        if (_archive.TakesChanges)
        {
            Try(() => _archive.Append(next, origin, changes));
            return;
        }

        _archive.Skip();
        Error ??= BeingWritten;
    }

    /// <summary>Whether the whole policy should be written. Either it has changed much, or the disk does not match the policy in force.</summary>
    internal bool WantsWhole(PolicySnapshot current) =>
        !_isGuest && (!_archive.TakesChanges || Shortage is not null || Error is not null || current.OverlaySize >= FoldAt || _archive.JournalLength >= LongestJournal);

    /// <summary>Starts to store the whole policy. Changes from now on are stored beside it.</summary>
    internal Generation? Begin()
    {
        Generation? generation = null;
        if (_isGuest) return generation;
        Try(() => generation = _archive.Begin());
        return generation;
    }

    /// <summary>Whether a generation whose whole policy could not be written can still be completed. If so, no new generation is needed.</summary>
    internal bool IsCurrent(Generation generation) => _archive.IsCurrent(generation);

    /// <summary>Writes the policy as it was at <see cref="Begin"/>. Takes longer for a larger policy.</summary>
    /// <returns>Whether it is on the disk.</returns>
    internal bool WriteWhole(Generation generation, PolicySnapshot snapshot, PolicyOrigin origin)
    {
        lock (_writing) return _isGuest || TryWriteWhole(generation, snapshot, origin);
    }

    private bool TryWriteWhole(Generation generation, PolicySnapshot snapshot, PolicyOrigin origin)
    {
        var error = Error;
        if (!Try(() => _archive.WriteWhole(generation, snapshot, origin)))
        {
            // The journal contains every change since the last whole policy, so nothing is missing yet.
            if (error is null && _archive.TakesChanges) (Error, _wholeError) = (null, $"Only single policy changes can be stored. {Error}");
            return false;
        }

        _wholeError = null;
        if (_archive.TakesChanges) Error = null;
        return true;
    }

    public void Dispose() => _archive.Dispose();

    private bool Try(Action keep, Type? except = null)
    {
        try
        {
            keep();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PolicyFolderInUseException && exception.GetType() != except)
        {
            Error = exception.Message;
            LogNotKept(exception);
            return false;
        }
    }

    private void CannotWrite(string why)
    {
        Error = $"{folder.Path} cannot be written: {why}";
        LogUnwritable(Error);
    }

    [LoggerMessage(2007, LogLevel.Error, "{Problem} The policy in force is in memory only. A restart without the database would bring back the policy on disk")]
    private partial void LogUnwritable(string problem);

    [LoggerMessage(2004, LogLevel.Error, "The policy on disk is damaged: {Damage}")]
    private partial void LogDamage(string damage);

    [LoggerMessage(2005, LogLevel.Error, "The policy in force could not be written to disk; a restart without the database would bring back an older one")]
    private partial void LogNotKept(Exception exception);
}
