using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// Keeps the policy in force on disk, whatever the disk does: a change that cannot be kept comes into force all the same, because it may
/// close something, and <see cref="Error"/> says so until the whole policy has been written anew.
/// </summary>
public sealed partial class PolicyKeeper(PolicyFolder folder, ILogger<PolicyKeeper> logger) : IDisposable
{
    /// <summary>Changed resources that lie over the base before both are made one.</summary>
    public const int FoldAt = 1_000;

    private const string BeingWritten = "The files on disk could not be continued, so the whole policy is being rewritten.";

    private const long LongestJournal = 8 << 20;

    private readonly PolicyArchive _archive = new(folder.Path);
    private string? _wholeError;

    /// <summary>Why the policy in force is not on disk; null while it is.</summary>
    public string? Error { get; private set; }

    /// <summary>Why the policy in force may soon not be on disk any more; null while there is room.</summary>
    public string? Shortage => _archive.UsesReserve
        ? $"The disk is full. Changes are stored in the {DiskReserve.Size >> 10} KiB reserved in {folder.Path}. Free some space before they are used up."
        : _wholeError;

    /// <summary>Takes the folder for this process and reads what is in it.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    internal ArchivedPolicy Open()
    {
        try
        {
            var archived = _archive.Open();
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

    /// <summary>Keeps a change, before it comes into force.</summary>
    internal void Keep(PolicySnapshot next, PolicyOrigin origin, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        if (_archive.TakesChanges)
        {
            Try(() => _archive.Append(next, origin, changes));
            return;
        }

        _archive.Skip();
        Error ??= BeingWritten;
    }

    /// <summary>Whether the whole policy should be written: it has changed much, or what is on disk is not what is in force.</summary>
    internal bool WantsWhole(PolicySnapshot current) =>
        !_archive.TakesChanges || Shortage is not null || Error is not null || current.OverlaySize >= FoldAt || _archive.JournalLength >= LongestJournal;

    /// <summary>Begins to keep the policy as a whole; changes from now on are kept beside it.</summary>
    internal Generation? Begin()
    {
        Generation? generation = null;
        Try(() => generation = _archive.Begin());
        return generation;
    }

    /// <summary>Whether a generation whose whole policy could not be written can still be completed, so that no other has to begin.</summary>
    internal bool IsCurrent(Generation generation) => _archive.IsCurrent(generation);

    /// <summary>Writes the policy as it was at <see cref="Begin"/>. May take as long as its size demands.</summary>
    /// <returns>Whether it is on the disk.</returns>
    internal bool WriteWhole(Generation generation, PolicySnapshot snapshot, PolicyOrigin origin)
    {
        var error = Error;
        if (!Try(() => _archive.WriteWhole(generation, snapshot, origin)))
        {
            // With every change since the last whole policy in the journal, nothing is missing yet.
            if (error is null && _archive.TakesChanges) (Error, _wholeError) = (null, $"Only single policy changes can be stored. {Error}");
            return false;
        }

        _wholeError = null;
        if (_archive.TakesChanges) Error = null;
        return true;
    }

    public void Dispose() => _archive.Dispose();

    private bool Try(Action keep)
    {
        try
        {
            keep();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PolicyFolderInUseException)
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
