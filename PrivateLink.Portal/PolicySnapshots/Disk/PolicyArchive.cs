using System.Globalization;
using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// The policy in force on disk: a whole policy from time to time, and a journal of every change since. Files are numbered by generation. The journal
/// <c>00000007.journal</c> starts at the step where the policy <c>00000007.policy</c> was compiled. The previous generation is kept, and its journal
/// leads to the next one. So if the newer policy is damaged, the older one still leads to the same result.
/// </summary>
/// <remarks>Only one caller at a time, except that <see cref="WriteWhole"/> may run in parallel with <see cref="Append"/>.</remarks>
internal sealed class PolicyArchive : IDisposable
{
    private const string PolicySuffix = ".policy";
    private const string JournalSuffix = ".journal";

    private readonly string _folder;
    private readonly DiskReserve _reserve;
    private readonly WriteThrough _write;
    private readonly Func<string, long> _freeSpace;
    private FileStream? _lock;
    private PolicyJournal? _journal;
    private int _generation;
    private int _lastWhole;
    private long _sequence;
    private string? _unwritable;
    private bool _isGuest;

    /// <param name="folder">The folder for all files. It need not exist yet.</param>
    /// <param name="write">Writes changes to the disk. A test may replace it to simulate failures.</param>
    /// <param name="freeSpace">Returns the free space on the disk. A test may replace it.</param>
    public PolicyArchive(string folder, WriteThrough? write = null, Func<string, long>? freeSpace = null)
    {
        _folder = folder;
        _write = write ?? DurableFiles.WriteThrough;
        _freeSpace = freeSpace ?? DurableFiles.FreeSpace;
        _reserve = new DiskReserve(folder, _freeSpace);
    }

    /// <summary>Whether a folder contains any part of a policy, readable or not.</summary>
    public static bool HoldsAny(string folder) => Directory.EnumerateFiles(folder, "*" + PolicySuffix).Concat(Directory.EnumerateFiles(folder, "*" + JournalSuffix)).Any();

    /// <summary>Whether changes can be stored. Otherwise a whole policy must be written first.</summary>
    public bool TakesChanges => _journal is not null;

    /// <summary>The number of bytes written since the last whole policy.</summary>
    public long JournalLength => _journal?.Length ?? 0;

    /// <summary>Whether the disk was full and the folder's reserved space is in use.</summary>
    public bool UsesReserve { get; private set; }

    /// <summary>
    /// Locks the folder for this process and reads its content, even if the folder is read-only. A missing folder is created only on the first write.
    /// </summary>
    /// <exception cref="PolicyFolderInUseException">Another process has locked the folder.</exception>
    public ArchivedPolicy Open()
    {
        if (!Directory.Exists(_folder)) return ArchivedPolicy.None;
        LockToRead();
        foreach (var left in Directory.GetFiles(_folder, "*" + DurableFiles.TemporarySuffix)) DurableFiles.Remove(left);
        return ReadNewest();
    }

    private ArchivedPolicy ReadNewest()
    {
        List<string> damage = [];
        _generation = Numbers(PolicySuffix).Concat(Numbers(JournalSuffix)).DefaultIfEmpty().Max();
        foreach (var generation in Numbers(PolicySuffix).OrderDescending())
            if (Read(generation, damage) is { } policy)
                return policy with { Unwritable = _unwritable };
        return ArchivedPolicy.None with { Damage = damage, Unwritable = _unwritable };
    }

    /// <summary>
    /// Reads the folder's content while another process has it, and changes nothing. A file that the other process is writing may look damaged; what
    /// is read is good or absent.
    /// </summary>
    public ArchivedPolicy Glance()
    {
        if (!Directory.Exists(_folder)) return ArchivedPolicy.None;
        _isGuest = true;
        return ReadNewest();
    }

    /// <summary>Takes the folder over from a process that has given it up or has ended. Changes can be stored after a whole policy.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has locked the folder.</exception>
    public void Take()
    {
        _isGuest = false;
        Open();
        Close();
    }

    /// <summary>Unlocks the folder for another process.</summary>
    public void GiveUp()
    {
        Close();
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Stores a change. It is on the disk when this returns.</summary>
    /// <exception cref="IOException">The change was not stored. From now on, only a whole policy can be stored.</exception>
    public void Append(PolicySnapshot snapshot, PolicyOrigin origin, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        var journal = _journal ?? throw new InvalidOperationException("A whole policy must be written first.");
        _sequence++; // also on failure: the policy in force has a number, so readers notice the gap
        try
        {
            WithReserve(() => journal.Append(new PolicyRecord(_sequence, snapshot.Revision, snapshot.CreatedAt, origin), changes));
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Counts a change that is in force but not stored. Later steps are then trusted only after a whole policy.</summary>
    public void Skip() => _sequence++;

    /// <summary>Starts a generation. All changes stored from now on belong to it.</summary>
    /// <returns>The generation, which <see cref="WriteWhole"/> completes with the policy that is in force now.</returns>
    public Generation Begin()
    {
        PrivateFiles.CreateFolder(_folder);
        Lock();
        PolicyJournal? next = null;
        WithReserve(() => next = PolicyJournal.Create(PathOf(_generation + 1, JournalSuffix), _sequence, _write));
        _generation++;
        try
        {
            if (_journal is { } journal) WithReserve(journal.AppendContinued);
        }
        finally
        {
            Close();
            _journal = next;
        }

        return new Generation(_generation, _sequence);
    }

    /// <summary>Whether changes still go to a generation's journal, so that its whole policy is still worth writing.</summary>
    public bool IsCurrent(Generation generation) => TakesChanges && generation.Number == _generation;

    /// <summary>
    /// Writes the whole policy that starts a generation, and removes generations older than the previous one. It allocates the reserve first.
    /// Otherwise the policy could use the last bytes that the journal needs.
    /// </summary>
    /// <exception cref="IOException">The disk has too little space. No partial file remains.</exception>
    public void WriteWhole(Generation generation, PolicySnapshot snapshot, PolicyOrigin origin)
    {
        if (!_reserve.TryKeep()) throw new IOException($"{_folder} has too little space to reserve {DiskReserve.Size >> 10} KiB and leave as much free.");
        ExpectRoom();
        var record = new PolicyRecord(generation.Sequence, snapshot.Revision, snapshot.CreatedAt, origin);
        PolicyFile.Write(PathOf(generation.Number, PolicySuffix), record, snapshot.Resources);

        foreach (var suffix in (string[])[PolicySuffix, JournalSuffix])
            foreach (var old in Numbers(suffix).Where(number => number < _lastWhole)) File.Delete(PathOf(old, suffix));
        _lastWhole = generation.Number;
        UsesReserve = !_reserve.IsKept;
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
    }

    /// <summary>Assumes that the policy is about as large as the previous one. So it need not fill the disk to detect a shortage.</summary>
    private void ExpectRoom()
    {
        var before = new FileInfo(PathOf(_lastWhole, PolicySuffix));
        if (!before.Exists) return;
        var free = _freeSpace(_folder);
        if (free < before.Length)
            throw new IOException($"The disk of {_folder} is full: the whole policy takes about {before.Length >> 10} KiB, and {free >> 10} KiB are free.");
    }

    /// <summary>Runs the write. On a full disk, it releases the reserved space and tries again.</summary>
    private void WithReserve(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception) when (DurableFiles.IsFull(exception) && _reserve.Release())
        {
            UsesReserve = true;
            write();
        }
    }

    private void Close()
    {
        _journal?.Dispose();
        _journal = null;
    }

    /// <summary>The policy of a generation and all later changes in the journals. Null if the policy fails its check.</summary>
    private ArchivedPolicy? Read(int generation, List<string> damage)
    {
        try
        {
            var shared = new SharedParts();
            var (record, resources) = PolicyFile.Read(PathOf(generation, PolicySuffix), shared);
            var replay = new PolicyReplay(record, resources);
            for (var number = generation; number <= _generation && !replay.HasGap; number++) Replay(replay, number, shared);
            if (replay is { HasGap: false, IsContinued: true }) replay.Miss(PathOf(_generation + 1, JournalSuffix));

            var snapshot = replay.Compile();
            _lastWhole = generation;
            _sequence = replay.Record.Sequence;
            damage.AddRange(replay.Damage);
            if (damage.Count == 0 && !_isGuest && replay.Last is { } last) Reopen(last);
            return new ArchivedPolicy(snapshot, replay.Record.Origin, damage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            damage.Add($"{PathOf(generation, PolicySuffix)} cannot be used: {exception.Message}.");
            return null;
        }
    }

    private void Replay(PolicyReplay replay, int generation, SharedParts shared)
    {
        var path = PathOf(generation, JournalSuffix);
        if (File.Exists(path)) replay.Apply(path, JournalContent.Read(path, shared));
        else replay.Miss(path);
    }

    /// <summary>Continues a journal. If it is not writable, its content still counts.</summary>
    private void Reopen(JournalContent content)
    {
        try
        {
            _journal = PolicyJournal.Reopen(PathOf(_generation, JournalSuffix), content, _write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unwritable ??= exception.Message;
        }
    }

    /// <summary>Locks the folder as far as possible. A read-only folder is still worth reading.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has locked the folder.</exception>
    private void LockToRead()
    {
        try
        {
            Lock();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unwritable = exception.Message;
            try
            {
                Lock(static path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None));
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // No process can write here, so no lock is needed.
            }
        }
    }

    /// <exception cref="PolicyFolderInUseException">Another process has locked the folder.</exception>
    private void Lock() => Lock(static path => PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    private void Lock(Func<string, FileStream> open)
    {
        try
        {
            // The operating system releases the lock when the process ends.
            _lock ??= open(Path.Combine(_folder, PolicyFolder.LockName));
        }
        catch (IOException exception) when (DurableFiles.IsHeld(exception))
        {
            throw new PolicyFolderInUseException(_folder, exception);
        }
    }

    private IEnumerable<int> Numbers(string suffix) =>
        from path in Directory.GetFiles(_folder, "*" + suffix)
        let name = Path.GetFileNameWithoutExtension(path)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);

    private string PathOf(int generation, string suffix) =>
        Path.Combine(_folder, generation.ToString("D8", CultureInfo.InvariantCulture) + suffix);
}

/// <summary>A started generation.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sequence">The last step before it.</param>
internal readonly record struct Generation(int Number, long Sequence);
